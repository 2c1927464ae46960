import createClient from "openapi-fetch";
import type { paths } from "./generated/openapi-typescript";

const api = createClient<paths>({ baseUrl: "http://api.test", headers: { Authorization: "Bearer token" } });

export const list = (user_id: string) => {
  return api.GET("/api/{user_id}/tasks", { params: { path: { user_id }, query: { status: "pending" } } });
};
export const create = (user_id: string, title: string) => {
  return api.POST("/api/{user_id}/tasks", { params: { path: { user_id } }, body: { title } });
};

export async function types(): Promise<void> {
  const answer = await create("ada", "Buy milk");
  if (answer.response.status === 418) console.log(); // refused: undeclared status
  if (answer.response.status === 422) console.log(answer.error.errors[0]?.detail); // taken: body by status
  if (answer.response.status === 201) answer.response.headers.get("X-Colour"); // refused: undeclared header
  await api.GET("/api/{user_id}/tasks", { params: { path: { user_id: "ada" }, query: { statuss: "pending" } } }); // refused: unknown parameter
}
