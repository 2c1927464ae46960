import { createTasksClient } from "./tasks-api-client/index.js";

const tasks = createTasksClient({ baseUrl: "http://api.test", token: "token" });

export const list = (user_id: string) => tasks.list_tasks({ params: { path: { user_id }, query: { status: "pending" } } });
export const create = (user_id: string, title: string) => {
  return tasks.create_task({ params: { path: { user_id } }, body: { title } });
};

export async function types(): Promise<void> {
  const answer = await create("ada", "Buy milk");
  if (answer.status === 418) console.log(); // refused: undeclared status
  if (answer.status === 422) console.log(answer.error.errors[0]?.detail); // taken: body by status
  if (answer.status === 201) answer.headers.get("X-Colour"); // refused: undeclared header
  await tasks.list_tasks({ params: { path: { user_id: "ada" }, query: { statuss: "pending" } } }); // refused: unknown parameter
}
