/** What the server refuses, and what the answer tells. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { ProblemError, retryAfter, unwrap } from "tasks-api-client";
import { clientOf, READS, tokenOf, User } from "./world.js";

test("without a valid token", async () => {
  const { path } = new User();
  for (const token of ["", "nonsense", tokenOf(path.user_id, -600)]) {
    const answer = await clientOf(token === "" ? {} : { token }).list_tasks({ params: { path } });
    assert.equal(answer.status, 401);
    if (answer.status === 401) assert.match(answer.headers.get("WWW-Authenticate"), /^Bearer/);
  }
});

test("another user's path", async () => {
  const [ada, bob] = [new User("ada"), new User("bob")];
  const answer = await ada.tasks.create_task({ params: { path: bob.path }, body: { title: "Buy milk" } });
  assert.equal(answer.status, 403);
});

test("what is wrong is listed, piece by piece", async () => {
  const ada = new User();
  const answer = await ada.tasks.create_task({ params: { path: ada.path }, body: { title: "", tags: ["a", "a"] } });
  assert.equal(answer.status, 422);
  if (answer.status !== 422) return;
  assert.deepEqual(answer.error.errors.map((one) => one.pointer).sort(), ["#/tags", "#/title"]);
  const query = { limit: 0 };
  const list = await ada.tasks.list_tasks({ params: { path: ada.path, query } });
  if (list.status === 422) assert.equal(list.error.errors[0]?.parameter, "limit");
  else assert.fail(`${list.status}`);
});

test("a cursor of another list, a body too large", async () => {
  const ada = new User();
  const list = await ada.tasks.list_tasks({ params: { path: ada.path, query: { cursor: "nonsense" } } });
  assert.equal(list.status, 400);
  const description = "x".repeat(70_000);
  const large = await ada.tasks.create_task({ params: { path: ada.path }, body: { title: "Buy milk", description } });
  assert.equal(large.status, 413);
});

test("a body of another kind, or that is none", async () => {
  const ada = new User();
  const sending = (change: (request: Request) => Request): typeof ada.tasks =>
    clientOf({ token: tokenOf(ada.id), fetch: (request) => fetch(change(request)) });
  const plain = sending((request) => new Request(request, { headers: { ...Object.fromEntries(request.headers), "content-type": "text/plain" } }));
  const broken = sending((request) => new Request(request, { body: "{" }));
  const init = { params: { path: ada.path }, body: { title: "Buy milk" } };
  assert.equal((await plain.create_task(init)).status, 415);
  assert.equal((await broken.create_task(init)).status, 400);
});

test("a problem can be caught, and narrowed too", async () => {
  const ada = new User();
  await assert.rejects(unwrap(ada.tasks.get_task({ params: { path: { ...ada.path, task_id: 1 } } })), (error) => {
    assert.ok(error instanceof ProblemError);
    assert.equal(error.status, 404);
    assert.ok(error.answer.status === 404);
    assert.equal(error.message, error.answer.error.detail);
    assert.equal(error.answer.error.type, "urn:tasks-api:problem:task-not-found");
    return true;
  });
});

test("more than the quota", async () => {
  const ada = new User();
  const read = (): ReturnType<typeof ada.tasks.list_tasks> => ada.tasks.list_tasks({ params: { path: ada.path } });
  for (let count = 0; count < READS; count += 1) {
    const answer = await read();
    assert.ok(answer.ok);
    assert.match(answer.headers.get("RateLimit") ?? "", /^"reads";r=\d+/);
  }
  const refused = await read();
  assert.equal(refused.status, 429);
  if (refused.status === 429) assert.ok(retryAfter(refused) >= 1 && retryAfter(refused) <= 60);
});
