/** Signs in, then shows the tasks of whoever did. */

import { MutationObserver } from "@tanstack/query-core";
import { createTasksClient, idempotencyKey, ProblemError, type Task, type TaskCreate } from "tasks-api-client";
import { createOptions } from "tasks-api-client/query";
import { cache, ONCE } from "./cache.js";
import { thrown } from "./failures.js";
import { showing } from "./list.js";
import { element, fail, field, tell } from "./page.js";
import { currentUser, signIn, signOut, token, type User } from "./session.js";

const tasks = createTasksClient({
  baseUrl: import.meta.env["VITE_TASKS_API"] as string,
  token,
  // As pages do whose requests all have cookies; the API takes none, and allows it to the origins that it knows.
  fetch: (request) => fetch(request, { credentials: "include" }),
});
const signInForm = element("sign-in", HTMLFormElement);
const signedIn = element("signed-in", HTMLElement);
const add = element("add", HTMLFormElement);
const fields = element("adding", HTMLFieldSetElement);

async function start(user: User | undefined): Promise<void> {
  signInForm.hidden = user !== undefined;
  signedIn.hidden = user === undefined;
  if (user === undefined) return;
  element("email", HTMLSpanElement).textContent = user.email;
  add.onsubmit = (event) => {
    event.preventDefault();
    void create(user.id);
  };
  cache.mount();
  await showing(tasks, user.id);
}

// One key for each task that somebody adds, however often it has to be sent.
let key = idempotencyKey();

/** What shows of a task until the API has answered, in the lists that it will be in. */
function draft(body: TaskCreate, { search, status }: { search?: string; status?: string }): Task | undefined {
  if (search || status === "completed") return undefined;
  const unknown = { id: 0, user_id: "", description: null, completed: false, completed_at: null, tags: [], created_at: "", updated_at: "", version: 1 };
  return { ...unknown, title: body.title, priority: body.priority ?? "medium", due_date: body.due_date ?? null };
}

const adding = new MutationObserver(cache, { ...createOptions(tasks, cache, "create_task", draft), ...ONCE });

/**
 * Where it fails, the form keeps what was written, and the key. Until the answer nothing can be written into it, since that
 * would be lost when the form is emptied.
 */
async function create(user_id: string): Promise<void> {
  const priority = field(add, "priority");
  const body: TaskCreate = {
    title: field(add, "title"),
    priority: priority === "low" || priority === "high" ? priority : "medium",
    due_date: field(add, "due_date") || null,
  };
  fields.disabled = true;
  try {
    const { title } = await adding.mutate({ path: { user_id }, header: key, body });
    key = idempotencyKey();
    add.reset();
    tell(`Added “${title}”.`);
  } catch (error) {
    if (error instanceof ProblemError && error.status === 422) key = idempotencyKey();
    fail(thrown(error));
  } finally {
    fields.disabled = false;
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
