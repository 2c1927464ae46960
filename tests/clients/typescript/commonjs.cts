/** A module of CommonJS: what it requires has the same types. It is run, too. */

import { createTasksClient, ifMatch, UnexpectedResponse, type Task } from "tasks-api-client";
import { queryOptions } from "tasks-api-client/query";
import { TaskCreate } from "tasks-api-client/zod";

const tasks = createTasksClient({ baseUrl: "http://127.0.0.1:1" });
export const titled = async (path: { user_id: string; task_id: number }): Promise<string | undefined> => {
  const read = await tasks.get_task({ params: { path } });
  // @ts-expect-error a read has no precondition
  if (read.status === 412) throw read;
  return read.data?.title;
};
const version: { "If-Match": string } = ifMatch({ version: 3 } as Task);
const options = queryOptions(tasks, "get_task", { path: { user_id: "ada", task_id: 1 } });
// @ts-expect-error the path is needed
export const refused = (): object => queryOptions(tasks, "get_task");
console.log(version["If-Match"], options.queryKey[1], typeof UnexpectedResponse, TaskCreate.safeParse({ title: "" }).success);
