/** A task from its beginning to its end, by every operation. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { etag, unwrap } from "tasks-api-client";
import { clientOf, User } from "./world.js";

test("a task is created with a title alone, and every key is there", async () => {
  const ada = new User();
  const answer = await ada.tasks.create_task({ params: { path: ada.path }, body: { title: "Buy milk" } });
  assert.equal(answer.status, 201);
  if (answer.status !== 201) return;
  const { created_at, updated_at, ...task } = answer.data;
  assert.deepEqual(task, {
    ...Object.fromEntries(Object.keys(task).map((name) => [name, null])),
    id: 1,
    user_id: ada.id,
    title: "Buy milk",
    description: null,
    completed: false,
    completed_at: null,
    priority: "medium",
    tags: [],
    due_date: null,
    version: 1,
  });
  assert.equal(created_at, updated_at);
  assert.ok(Math.abs(Date.parse(created_at) - Date.now()) < 3_600_000);
  assert.equal(answer.headers.get("Location"), `/api/${encodeURIComponent(ada.id)}/tasks/1`);
  assert.match(etag(answer), /^"/);
  const read = await ada.tasks.get_task({ params: { path: ada.at(answer.data) } });
  assert.ok(read.ok);
  assert.deepEqual(read.data, answer.data);
  assert.equal(etag(read), etag(answer));
});

test("an update and a patch keep what is left out, and null clears", async () => {
  const ada = new User();
  const task = await ada.create({ title: "Buy milk", description: "Two litres", tags: ["home"], due_date: "2026-03-01" });
  const params = { path: ada.at(task) };
  const updated = await unwrap(ada.tasks.update_task({ params, body: { priority: "high", due_date: null } }));
  assert.deepEqual([updated.title, updated.description, updated.priority, updated.due_date], [task.title, "Two litres", "high", null]);
  const patched = await unwrap(ada.tasks.patch_task({ params, body: { tags: ["home", "work"] } }));
  assert.deepEqual([patched.priority, patched.tags, patched.version], ["high", ["home", "work"], 3]);
});

test("completing toggles without a body and sets with one", async () => {
  const ada = new User();
  const params = { path: ada.at(await ada.create({ title: "Buy milk" })) };
  const done = await unwrap(ada.tasks.complete_task({ params }));
  assert.ok(done.completed && done.completed_at !== null);
  assert.equal((await unwrap(ada.tasks.complete_task({ params, body: { completed: true } }))).completed_at, done.completed_at);
  assert.equal((await unwrap(ada.tasks.complete_task({ params }))).completed, false);
});

test("a deleted task is gone, and there is nothing to read of the answer", async () => {
  const ada = new User();
  const params = { path: ada.at(await ada.create({ title: "Buy milk" })) };
  const deleted = await ada.tasks.delete_task({ params });
  assert.equal(deleted.status, 204);
  assert.equal(deleted.data, undefined);
  assert.equal((await ada.tasks.get_task({ params })).status, 404);
});

test("what is written in any script is read again", async () => {
  const users = [new User("auth0|çéline"), new User("50% off? #1 & 世界"), new User("..%2F")];
  for (const user of users) {
    const title = "Übung für Zoë: 🥛 mañana — שלום e\u0301";
    const task = await user.create({ title, tags: ["à côté", "日本"], description: "\ud83d\udc69\u200d\ud83d\ude80" });
    assert.deepEqual(await unwrap(user.tasks.get_task({ params: { path: user.at(task) } })), task);
    assert.equal(task.title, title);
    assert.equal(task.user_id, user.id);
    const query = { tag: ["日本", "à côté"], search: "übung" };
    const found = await unwrap(user.tasks.list_tasks({ params: { path: user.path, query } }));
    assert.deepEqual(found, [task]);
  }
});

test("the state of the server needs no token, and is sent none", async () => {
  const sent: (string | null)[] = [];
  const tasks = clientOf({
    token: () => assert.fail("nobody needs it"),
    fetch: (request) => (sent.push(request.headers.get("Authorization")), fetch(request)),
  });
  assert.deepEqual(await unwrap(tasks.get_liveness()), { status: "ok" });
  assert.deepEqual(await unwrap(tasks.get_readiness({ params: { header: { "X-Request-ID": "mine" } } })), { status: "ok" });
  assert.deepEqual(sent, [null, null]);
});
