import { createTasksClient, type Task, unwrap } from "tasks-api-client";

const tasks = createTasksClient({ baseUrl: "http://127.0.0.1:8000", token: "…" });

export async function byTitle(user_id: string): Promise<Task[]> {
  return unwrap(tasks.list_tasks({ params: { path: { user_id }, query: { sort: "title" } } }));
}
