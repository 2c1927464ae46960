/** The list: what is shown, and what can be done with each task. */

import { type Answer, type Task, type TasksClient } from "tasks-api-client";
import { edit } from "./edit.js";
import { sentence, thrown } from "./failures.js";
import { button, element, fail, field, tell } from "./page.js";

const filter = element("filter", HTMLFormElement);
const list = element("tasks", HTMLUListElement);
const more = element("more", HTMLButtonElement);
const PAGE = 5;

/** Shows the tasks of a user. The function that shows them anew. */
export function showing(tasks: TasksClient, user_id: string): () => Promise<void> {
  async function refresh(): Promise<void> {
    const status = field(filter, "status");
    const query = {
      limit: PAGE,
      search: field(filter, "search"),
      status: status === "pending" || status === "completed" ? status : "all",
    } as const;
    await show(() => tasks.list_tasks({ params: { path: { user_id }, query } }), true);
  }

  async function show(get: () => Promise<Answer<"list_tasks">>, anew: boolean): Promise<void> {
    try {
      const page = await get();
      if (page.status !== 200) return fail(sentence(page));
      const items = page.data.map(item);
      if (anew) list.replaceChildren(...items);
      else list.append(...items);
      const next = page.next;
      more.hidden = next === undefined;
      more.onclick = () => next && void show(next, false);
    } catch (error) {
      fail(thrown(error));
    }
  }

  function item(task: Task): HTMLLIElement {
    const made = document.createElement("li");
    const label = document.createElement("label");
    const check = document.createElement("input");
    const title = document.createElement("span");
    check.type = "checkbox";
    check.checked = task.completed;
    check.addEventListener("change", () => void complete(task, check));
    made.className = task.completed ? "done" : "";
    title.textContent = task.title;
    label.append(check, title);
    const details = document.createElement("small");
    details.textContent = [task.priority, task.due_date].filter(Boolean).join(", due ");
    const change = async () => {
      if (await edit(tasks, task)) await refresh();
    };
    made.append(label, details, button("Edit", `Edit ${task.title}`, change));
    made.append(button("Delete", `Delete ${task.title}`, () => remove(task)));
    return made;
  }

  async function complete(task: Task, check: HTMLInputElement): Promise<void> {
    const params = { path: { user_id, task_id: task.id } };
    await done(() => tasks.complete_task({ params, body: { completed: check.checked } }), "Saved.");
  }

  async function remove(task: Task): Promise<void> {
    const params = { path: { user_id, task_id: task.id } };
    await done(() => tasks.delete_task({ params }), `Deleted “${task.title}”.`);
  }

  async function done(call: () => Promise<Answer<"complete_task"> | Answer<"delete_task">>, said: string): Promise<void> {
    try {
      const answer = await call();
      await refresh();
      if (answer.ok) tell(said);
      else fail(sentence(answer));
    } catch (error) {
      fail(thrown(error));
    }
  }

  filter.onsubmit = (event) => {
    event.preventDefault();
    void refresh();
  };
  return refresh;
}
