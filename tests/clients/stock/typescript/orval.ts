/** orval with its client of fetch. */
import { completeTask, createTask, deleteTask, listTasks, patchTask } from "./generated/orval";
import { type Answer, type Problem, serve, type Task, TOKEN, URL_OF_API, USER } from "./program";

// What orval writes asks for paths, which a page resolves against its own address.
const fetchOf = globalThis.fetch;
globalThis.fetch = (path, init) => fetchOf(new URL(String(path), URL_OF_API), init);

const headers = { Authorization: `Bearer ${TOKEN}` };

function shown(answer: { status: number; data: Task | Task[] | Problem | void; headers: Headers }): Answer {
  return { status: answer.status, etag: answer.headers.get("ETag"), body: answer.data || undefined };
}

await serve({
  create: async (body) => shown(await createTask(USER, body, { headers })),
  list: async (query) => shown(await listTasks(USER, query, { headers })),
  edit: async (id, ifMatch, body) => shown(await patchTask(USER, id, body, { headers: { ...headers, "If-Match": ifMatch } })),
  complete: async (id) => shown(await completeTask(USER, id, undefined, { headers })),
  remove: async (id) => shown(await deleteTask(USER, id, { headers })),
});
