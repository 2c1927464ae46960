/** Signs in, then shows the tasks of whoever did. */

import { createTasksClient, idempotencyKey, type TaskCreate } from "tasks-api-client";
import { sentence, thrown } from "./failures.js";
import { showing } from "./list.js";
import { element, fail, field, tell } from "./page.js";
import { currentUser, signIn, signOut, token, type User } from "./session.js";

const tasks = createTasksClient({ baseUrl: import.meta.env["VITE_TASKS_API"] as string, token });
const signInForm = element("sign-in", HTMLFormElement);
const signedIn = element("signed-in", HTMLElement);
const add = element("add", HTMLFormElement);

async function start(user: User | undefined): Promise<void> {
  signInForm.hidden = user !== undefined;
  signedIn.hidden = user === undefined;
  if (user === undefined) return;
  element("email", HTMLSpanElement).textContent = user.email;
  const refresh = showing(tasks, user.id);
  add.onsubmit = (event) => {
    event.preventDefault();
    void create(user.id).then((created) => (created ? refresh() : undefined));
  };
  await refresh();
}

// One key for each task that somebody adds, however often it has to be sent.
let key = idempotencyKey();

/** True if the task was created; otherwise the form keeps what was written. */
async function create(user_id: string): Promise<boolean> {
  const priority = field(add, "priority");
  const body: TaskCreate = {
    title: field(add, "title"),
    priority: priority === "low" || priority === "high" ? priority : "medium",
    due_date: field(add, "due_date") || null,
  };
  try {
    const answer = await tasks.create_task({ params: { path: { user_id }, header: key }, body });
    if (answer.status !== 201) {
      if (answer.status === 422) key = idempotencyKey();
      fail(sentence(answer));
      return false;
    }
    key = idempotencyKey();
    add.reset();
    tell(`Added “${answer.data.title}”.`);
    return true;
  } catch (error) {
    fail(thrown(error));
    return false;
  }
}

signInForm.addEventListener("submit", (event) => {
  event.preventDefault();
  const isNew = event.submitter instanceof HTMLButtonElement && event.submitter.name === "new";
  void signIn(field(signInForm, "email"), field(signInForm, "password"), isNew).then((user) => {
    if (typeof user === "string") return fail(user);
    tell("");
    return start(user);
  });
});

element("sign-out", HTMLButtonElement).addEventListener("click", () => {
  void signOut().then(() => location.reload()); // nothing of one person is left for the next
});

await start(await currentUser());
