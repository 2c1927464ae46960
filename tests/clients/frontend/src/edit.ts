/** Edits a task in a dialog, and never overwrites what somebody else has written unseen. */

import { ifMatch, type Task, type TasksClient } from "tasks-api-client";
import { sentence, thrown } from "./failures.js";
import { element, fail, field, tell } from "./page.js";

const dialog = element("edit", HTMLDialogElement);
const conflict = element("conflict", HTMLParagraphElement);
const form = dialog.querySelector("form") ?? new HTMLFormElement();

/** Ask for a new title and save it. True if the task may look different now. */
export async function edit(tasks: TasksClient, task: Task): Promise<boolean> {
  const path = { user_id: task.user_id, task_id: task.id };
  try {
    let read = await tasks.get_task({ params: { path } });
    let title = read.data?.title;
    conflict.textContent = "";
    while (read.status === 200) {
      title = await asked(title ?? "");
      if (title === undefined) return conflict.textContent !== "";
      const written = await tasks.patch_task({ params: { path, header: ifMatch(read) }, body: { title } });
      if (written.status === 200) {
        tell(`Saved “${written.data.title}”.`);
        return true;
      }
      if (written.status !== 412) {
        fail(sentence(written));
        return false;
      }
      read = await tasks.get_task({ params: { path } });
      if (read.status === 200) {
        conflict.textContent = `Somebody else has changed this task to “${read.data.title}”. Save again to replace it.`;
      }
    }
    fail(sentence(read));
    return true;
  } catch (error) {
    fail(thrown(error));
    return false;
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
