/** openapi-generator's typescript-axios, with `--type-mappings set=Array`: what it takes for a Set it sends as `{}`. */
import { type AxiosResponse, isAxiosError } from "axios";
import { Configuration, TasksApi } from "./generated/typescript-axios";
import { type Answer, serve, type Task, TOKEN, URL_OF_API, USER } from "./program";

const api = new TasksApi(new Configuration({ basePath: URL_OF_API, accessToken: TOKEN }));

async function shown(call: Promise<AxiosResponse<Task | Task[] | void>>): Promise<Answer> {
  try {
    const { status, headers, data } = await call;
    return { status, etag: headers["etag"], body: data || undefined };
  } catch (error) {
    if (!isAxiosError(error) || !error.response) throw error;
    return { status: error.response.status, body: error.response.data };
  }
}

await serve({
  create: (body) => shown(api.createTask(USER, body)),
  list: ({ due_after, due_before, tag, status }) => {
    return shown(api.listTasks(USER, status, undefined, undefined, tag, due_after, due_before));
  },
  edit: (id, ifMatch, body) => shown(api.patchTask(USER, id, body, ifMatch)),
  complete: (id) => shown(api.completeTask(USER, id)),
  remove: (id) => shown(api.deleteTask(USER, id)),
});
