/** @hey-api/openapi-ts with its client of fetch. */
import { completeTask, createTask, deleteTask, listTasks, patchTask } from "./generated/hey-api";
import { client } from "./generated/hey-api/client.gen";
import { type Answer, type Problem, serve, type Task, TOKEN, URL_OF_API, USER } from "./program";

client.setConfig({ baseUrl: URL_OF_API, auth: TOKEN });
const path = { user_id: USER };

function shown(answer: { data?: Task | Task[] | void; error?: Problem | void; response?: Response }): Answer {
  if (!answer.response) throw new Error("There was no answer.");
  const { status, headers } = answer.response;
  return { status, etag: headers.get("ETag"), body: answer.data || answer.error || undefined };
}

await serve({
  create: async (body) => shown(await createTask({ path, body })),
  list: async (query) => shown(await listTasks({ path, query })),
  edit: async (task_id, ifMatch, body) => {
    return shown(await patchTask({ path: { ...path, task_id }, headers: { "If-Match": ifMatch }, body }));
  },
  complete: async (task_id) => shown(await completeTask({ path: { ...path, task_id } })),
  remove: async (task_id) => shown(await deleteTask({ path: { ...path, task_id } })),
});
