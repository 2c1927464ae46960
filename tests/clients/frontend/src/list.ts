/** The list: what is shown, and what can be done with each task. */

import { InfiniteQueryObserver, keepPreviousData, MutationObserver } from "@tanstack/query-core";
import type { Task, TasksClient } from "tasks-api-client";
import { changeOptions, infiniteQueryOptions } from "tasks-api-client/query";
import { cache, ONCE } from "./cache.js";
import { edit } from "./edit.js";
import { thrown } from "./failures.js";
import { button, element, fail, field, tell } from "./page.js";

const filter = element("filter", HTMLFormElement);
const list = element("tasks", HTMLUListElement);
const more = element("more", HTMLButtonElement);
const PAGE = 5;

/** Shows the tasks of a user, and goes on doing so. */
export async function showing(tasks: TasksClient, user_id: string): Promise<void> {
  const asked = () => {
    const status = field(filter, "status");
    const query = {
      limit: PAGE,
      search: field(filter, "search"),
      status: status === "pending" || status === "completed" ? status : "all",
    } as const;
    return { ...infiniteQueryOptions(tasks, "list_tasks", { path: { user_id }, query }), ...ONCE, placeholderData: keepPreviousData };
  };
  const shown = new InfiniteQueryObserver(cache, asked());
  shown.subscribe(({ data, error, hasNextPage, isFetching }) => {
    if (error !== null && !isFetching) fail(thrown(error));
    list.replaceChildren(...(data?.pages ?? []).flatMap(({ items }) => items.map(item)));
    more.hidden = !hasNextPage;
  });
  more.onclick = () => void shown.fetchNextPage();
  filter.onsubmit = (event) => {
    event.preventDefault();
    shown.setOptions(asked());
  };

  const completing = new MutationObserver(cache, { ...changeOptions(tasks, cache, "complete_task"), ...ONCE });
  const removing = new MutationObserver(cache, { ...changeOptions(tasks, cache, "delete_task"), ...ONCE });

  function item(task: Task): HTMLLIElement {
    const made = document.createElement("li");
    const label = document.createElement("label");
    const check = document.createElement("input");
    const title = document.createElement("span");
    const details = document.createElement("small");
    check.type = "checkbox";
    check.checked = task.completed;
    check.addEventListener("change", () => void done(completing.mutate({ item: task, body: { completed: check.checked } }), "Saved."));
    made.className = task.completed ? "done" : "";
    title.textContent = task.title;
    label.append(check, title);
    details.textContent = [task.priority, task.due_date].filter(Boolean).join(", due ");
    made.append(label, details, button("Edit", `Edit ${task.title}`, () => edit(tasks, task)));
    made.append(button("Delete", `Delete ${task.title}`, () => done(removing.mutate({ item: task }), `Deleted “${task.title}”.`)));
    return made;
  }

  async function done(change: Promise<unknown>, said: string): Promise<void> {
    await change.then(
      () => tell(said),
      (error: unknown) => fail(thrown(error)),
    );
  }
}
