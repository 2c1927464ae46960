/** Edits a task in a dialog, and never overwrites what somebody else has written unseen. */

import { MutationObserver } from "@tanstack/query-core";
import { ProblemError, type Task, type TasksClient } from "tasks-api-client";
import { changeOptions, queryOptions } from "tasks-api-client/query";
import { cache, ONCE } from "./cache.js";
import { thrown } from "./failures.js";
import { element, fail, field, tell } from "./page.js";

const dialog = element("edit", HTMLDialogElement);
const conflict = element("conflict", HTMLParagraphElement);
const form = dialog.querySelector("form") ?? new HTMLFormElement();

/** Ask for a new title and save it, with the version that the person has seen. */
export async function edit(tasks: TasksClient, { user_id, id: task_id }: Task): Promise<void> {
  const patching = new MutationObserver(cache, { ...changeOptions(tasks, cache, "patch_task"), ...ONCE });
  const read = () => cache.fetchQuery({ ...queryOptions(tasks, "get_task", { path: { user_id, task_id } }), ...ONCE });
  try {
    let task = await read();
    let title: string | undefined = task.title;
    conflict.textContent = "";
    while ((title = await asked(title)) !== undefined) {
      const refused = await patching.mutate({ item: task, body: { title } }).then(() => undefined, (error: unknown) => error);
      if (refused === undefined) return tell(`Saved “${title}”.`);
      if (!(refused instanceof ProblemError && refused.status === 412)) throw refused;
      task = await read();
      conflict.textContent = `Somebody else has changed this task to “${task.title}”. Save again to replace it.`;
    }
  } catch (error) {
    fail(thrown(error));
  }
}

/** What the person makes of the title; undefined if they leave it. */
function asked(title: string): Promise<string | undefined> {
  const input = form.elements.namedItem("title");
  if (input instanceof HTMLInputElement) input.value = title;
  dialog.returnValue = "cancel";
  dialog.showModal();
  return new Promise((resolve) => {
    const close = () => resolve(dialog.returnValue === "save" ? field(form, "title") : undefined);
    dialog.addEventListener("close", close, { once: true });
  });
}
