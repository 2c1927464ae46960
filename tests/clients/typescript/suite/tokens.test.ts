/** A token that has expired, and what is around every request. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { createTasksClient, type Middleware } from "tasks-api-client";
import { baseUrl, tokenOf, User } from "./world.js";

test("after a 401 a token is asked for once, for all that are refused meanwhile", async () => {
  const ada = new User();
  let refreshed = 0;
  const unauthorized = async (): Promise<string> => {
    refreshed += 1;
    await new Promise((resolve) => setTimeout(resolve, 50));
    return tokenOf(ada.id);
  };
  const tasks = createTasksClient({ baseUrl, token: tokenOf(ada.id, -600), unauthorized });
  const list = (): Promise<number> => tasks.list_tasks({ params: { path: ada.path } }).then(({ status }) => status);
  assert.deepEqual(await Promise.all([list(), list(), list()]), [200, 200, 200]);
  assert.equal(await list(), 200);
  const made = await tasks.create_task({ params: { path: ada.path }, body: { title: "With its body" } });
  assert.deepEqual([made.status, made.data?.title, refreshed], [201, "With its body", 1]);
});

test("a refusal that comes late does not ask again", async () => {
  const sent: (string | null)[] = [];
  let refreshed = 0;
  const slow: (() => void)[] = [];
  const fetch = async (request: Request): Promise<Response> => {
    const token = request.headers.get("Authorization");
    sent.push(token);
    if (request.url.includes("slow") && token === "Bearer old") await new Promise<void>((resolve) => slow.push(resolve));
    return token === "Bearer new1" ? new Response("[]", { headers: { "Content-Type": "application/json" } }) : refusal();
  };
  const tasks = createTasksClient({ baseUrl, fetch, token: "old", unauthorized: () => `new${(refreshed += 1)}` });
  const late = tasks.list_tasks({ params: { path: { user_id: "slow" } } });
  assert.equal((await tasks.list_tasks({ params: { path: { user_id: "ada" } } })).status, 200);
  slow.forEach((go) => go());
  assert.equal((await late).status, 200);
  assert.deepEqual([refreshed, sent], [1, ["Bearer old", "Bearer old", "Bearer new1", "Bearer new1"]]);
});

test("a token that is refused again is the answer, and the next request may ask again", async () => {
  let refreshed = 0;
  let token = "a";
  const sent: (string | null)[] = [];
  const fetch = async (request: Request): Promise<Response> => (sent.push(request.headers.get("Authorization")), refusal());
  const unauthorized = (): void => {
    refreshed += 1;
    token = "bcdef".charAt(refreshed - 1);
  };
  const tasks = createTasksClient({ baseUrl, fetch, token: () => token, unauthorized });
  const list = (): Promise<number> => tasks.list_tasks({ params: { path: { user_id: "ada" } } }).then(({ status }) => status);
  assert.deepEqual([await list(), await list()], [401, 401]);
  assert.deepEqual([refreshed, sent], [2, ["Bearer a", "Bearer b", "Bearer b", "Bearer c"]]);
});

test("no new token, or none to be had", async () => {
  let sent = 0;
  const fetch = async (): Promise<Response> => ((sent += 1), refusal());
  const list = (unauthorized: () => Promise<string | undefined>): Promise<unknown> =>
    createTasksClient({ baseUrl, fetch, token: "a", unauthorized }).list_tasks({ params: { path: { user_id: "ada" } } });
  assert.equal(((await list(async () => undefined)) as { status: number }).status, 401);
  assert.equal(((await list(async () => "a")) as { status: number }).status, 401);
  await assert.rejects(list(() => Promise.reject(new Error("signed out"))), { message: "signed out" });
  assert.equal(sent, 3);
});

test("a token that expires anew is renewed anew", async () => {
  let valid = "b";
  const fetch = async (request: Request): Promise<Response> =>
    request.headers.get("Authorization") === `Bearer ${valid}` ? new Response("[]", { headers: { "Content-Type": "application/json" } }) : refusal();
  let refreshed = 0;
  const tasks = createTasksClient({ baseUrl, fetch, token: "a", unauthorized: async () => ((refreshed += 1), valid) });
  const list = (): Promise<number> => tasks.list_tasks({ params: { path: { user_id: "ada" } } }).then(({ status }) => status);
  assert.deepEqual([await list(), await list()], [200, 200]);
  valid = "c";
  assert.deepEqual(await Promise.all([list(), list()]), [200, 200]);
  assert.equal(refreshed, 2);
});

test("middleware is around every attempt, the first one outermost", async () => {
  const ada = new User();
  const seen: string[] = [];
  const noting = (name: string): Middleware => async (request, next) => {
    seen.push(`${name} ${request.headers.has("Authorization")}`);
    request.headers.set("X-Request-ID", name);
    const response = await next(request);
    seen.push(`${name} ${response.status}`);
    return response;
  };
  const options = { baseUrl, token: "no", unauthorized: () => tokenOf(ada.id), middleware: [noting("outer"), noting("inner")] };
  const answer = await createTasksClient(options).list_tasks({ params: { path: ada.path } });
  assert.equal(answer.response.headers.get("X-Request-ID"), "inner");
  const once = ["outer true", "inner true"];
  assert.deepEqual(seen, [...once, "inner 401", "outer 401", ...once, "inner 200", "outer 200"]);
});

function refusal(): Response {
  const headers = { "Content-Type": "application/problem+json", "WWW-Authenticate": "Bearer" };
  return new Response('{"detail": "The token has expired."}', { status: 401, headers });
}

test("an empty token is none", async () => {
  const sent: boolean[] = [];
  const fetch = async (request: Request): Promise<Response> => (sent.push(request.headers.has("Authorization")), refusal());
  for (const token of ["", () => "", async () => ""]) {
    const tasks = createTasksClient({ baseUrl, fetch, token, unauthorized: () => "" });
    assert.equal((await tasks.list_tasks({ params: { path: { user_id: "ada" } } })).status, 401);
  }
  assert.deepEqual(sent, [false, false, false]);
});
