/** openapi-typescript and openapi-fetch. */
import createClient from "openapi-fetch";
import type { paths } from "./generated/openapi-typescript";
import { type Answer, type Problem, serve, type Task, TOKEN, URL_OF_API, USER } from "./program";

const api = createClient<paths>({ baseUrl: URL_OF_API, headers: { Authorization: `Bearer ${TOKEN}` } });
const path = { user_id: USER };

function shown(answer: { data?: Task | Task[]; error?: Problem; response: Response }): Answer {
  const { status, headers } = answer.response;
  return { status, etag: headers.get("ETag"), body: answer.data ?? answer.error };
}

await serve({
  create: async (body) => shown(await api.POST("/api/{user_id}/tasks", { params: { path }, body })),
  list: async (query) => shown(await api.GET("/api/{user_id}/tasks", { params: { path, query } })),
  edit: async (task_id, ifMatch, body) => {
    const params = { path: { ...path, task_id }, header: { "If-Match": ifMatch } };
    return shown(await api.PATCH("/api/{user_id}/tasks/{task_id}", { params, body }));
  },
  complete: async (task_id) => {
    return shown(await api.PATCH("/api/{user_id}/tasks/{task_id}/complete", { params: { path: { ...path, task_id } } }));
  },
  remove: async (task_id) => {
    return shown(await api.DELETE("/api/{user_id}/tasks/{task_id}", { params: { path: { ...path, task_id } } }));
  },
});
