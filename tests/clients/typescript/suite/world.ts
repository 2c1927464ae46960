/** The server that is tried, users of it, and a note of every operation that it was asked for. */

import { createHmac, randomUUID } from "node:crypto";
import { appendFileSync } from "node:fs";
import { createTasksClient, unwrap, type ClientOptions, type Task, type TaskCreate, type TasksClient } from "tasks-api-client";

function given(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set`);
  return value;
}

export const baseUrl = given("TASKS_URL");
/** How many reads a user has in a minute. */
export const READS = Number(given("TASKS_READS"));

/** A token of a user: a JWT (RFC 7519), signed by the server's secret. */
export function tokenOf(userId: string, seconds = 3600): string {
  const now = Math.floor(Date.now() / 1000);
  const parts = [{ alg: "HS256", typ: "JWT" }, { sub: userId, iat: now, exp: now + seconds }];
  const signed = parts.map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
  return `${signed}.${createHmac("sha256", given("TASKS_SECRET")).update(signed).digest("base64url")}`;
}

/** A client of the server that notes what it has been answered. */
export function clientOf(options: ClientOptions): TasksClient {
  const client = createTasksClient({ baseUrl, ...options });
  const named = Object.entries(client).filter(([name, call]) => name.includes("_") && typeof call === "function");
  const noted = (named as [string, (init: unknown) => Promise<{ status: number }>][]).map(([id, call]) => {
    const noting = async (init: unknown): Promise<unknown> => {
      const answer = await call(init);
      appendFileSync(given("TASKS_CALLED"), `${id} ${answer.status}\n`);
      return answer;
    };
    return [id, noting] as const;
  });
  return { ...client, ...Object.fromEntries(noted) };
}

/** A user whom nobody else is. */
export class User {
  readonly id: string;
  readonly path: { user_id: string };
  readonly tasks: TasksClient;

  constructor(name = "ada") {
    this.id = `${name} ${randomUUID()}`;
    this.path = { user_id: this.id };
    this.tasks = clientOf({ token: tokenOf(this.id) });
  }

  /** The path of one of their tasks. */
  at(task: Pick<Task, "id">): { user_id: string; task_id: number } {
    return { ...this.path, task_id: task.id };
  }

  /** A new task of theirs. */
  async create(fields: TaskCreate): Promise<Task> {
    return await unwrap(this.tasks.create_task({ params: { path: this.path }, body: fields }));
  }
}
