import { createTask, listTasks } from "./generated/hey-api";
import { client } from "./generated/hey-api/client.gen";

client.setConfig({ baseUrl: "http://api.test", auth: "token" });

export const list = (user_id: string) => listTasks({ path: { user_id }, query: { status: "pending" }, throwOnError: true });
export const create = (user_id: string, title: string) => createTask({ path: { user_id }, body: { title } });

export async function types(): Promise<void> {
  const answer = await create("ada", "Buy milk");
  if (answer.response?.status === 418) console.log(); // refused: undeclared status
  if (answer.response?.status === 422) console.log(answer.error.errors[0]?.detail); // taken: body by status
  if (answer.response?.status === 201) answer.response.headers.get("X-Colour"); // refused: undeclared header
  await listTasks({ path: { user_id: "ada" }, query: { statuss: "pending" } }); // refused: unknown parameter
}
