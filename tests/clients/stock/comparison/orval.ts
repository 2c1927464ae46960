import { createTask, listTasks } from "./generated/orval";

const headers = { Authorization: "Bearer token" };

export const list = (user_id: string) => listTasks(user_id, { status: "pending" }, { headers });
export const create = (user_id: string, title: string) => createTask(user_id, { title }, { headers });

export async function types(): Promise<void> {
  const answer = await create("ada", "Buy milk");
  if (answer.status === 418) console.log(); // refused: undeclared status
  if (answer.status === 422) console.log(answer.data.errors[0]?.detail); // taken: body by status
  if (answer.status === 201) answer.headers.get("X-Colour"); // refused: undeclared header
  await listTasks("ada", { statuss: "pending" }); // refused: unknown parameter
}
