/** What every program of this folder offers to the scenario: a few verbs, by lines of JSON on its standard input. */
import { env, stdin, stdout } from "node:process";
import { createInterface } from "node:readline";

export type Draft = { title: string; due_date?: string | null; tags?: string[] };
export type Filters = { due_after?: string; due_before?: string; tag?: string[]; status?: "pending" | "completed" };
export type Task = {
  id: number;
  user_id: string;
  title: string;
  description: string | null;
  completed: boolean;
  completed_at: string | null;
  priority: "low" | "medium" | "high";
  tags: string[];
  due_date: string | null;
  created_at: string;
  updated_at: string;
  version: number;
};
export type Problem = { type: string; title: string; status: number; detail: string; request_id: string };
export type Answer = { status: number; etag?: string | null; body?: Task | Task[] | Problem };

/** A generated client. Without a type assertion, so that what the generator declares has to be what is meant. */
export interface Client {
  create(body: Draft): Promise<Answer>;
  list(query: Filters): Promise<Answer>;
  edit(id: number, ifMatch: string, body: Partial<Draft>): Promise<Answer>;
  complete(id: number): Promise<Answer>;
  remove(id: number): Promise<Answer>;
}

export const URL_OF_API = env["TASKS_URL"] ?? "";
export const TOKEN = env["TASKS_TOKEN"] ?? "";
export const USER = env["TASKS_USER"] ?? "";

/** Answer `["create", {…}]`, one in each line, until the input ends. */
export async function serve(client: Client): Promise<void> {
  for await (const line of createInterface({ input: stdin })) {
    const [verb, ...values] = JSON.parse(line) as [keyof Client, ...never[]];
    const call: (...values: never[]) => Promise<Answer> = client[verb];
    stdout.write(`${JSON.stringify(await call(...values))}\n`);
  }
}
