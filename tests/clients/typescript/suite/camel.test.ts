/** The same operations by tag, in camelCase. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { ifMatch, paginate, unwrap, type ListTasksQuery, type TaskPage } from "tasks-api-client";
import { User } from "./world.js";

test("a task from its beginning to its end", async () => {
  const ada = new User("çéline");
  const { tasks, health } = ada.tasks.forUser(ada.id);
  assert.deepEqual(await unwrap(health.getLiveness()), { status: "ok" });
  const task = await unwrap(tasks.create({ body: { title: "Buy milk", tags: ["home"] } }));
  const path = { task_id: task.id };
  const changed = await unwrap(tasks.patch({ path, header: ifMatch(task), body: { title: "Buy oat milk" } }));
  assert.equal((await tasks.update({ path, header: ifMatch(task), body: { title: "No" } })).status, 412);
  assert.equal((await unwrap(tasks.complete({ path, header: ifMatch(changed) }))).completed, true);
  const query: ListTasksQuery = { status: "completed", limit: 1 };
  const page = await tasks.list({ query });
  assert.ok(page.ok);
  const typed: TaskPage = page;
  assert.deepEqual([typed.data.length, typed.nextCursor], [1, undefined]);
  assert.deepEqual(await unwrap(tasks.listTags()), [{ tag: "home", count: 1 }]);
  assert.equal((await tasks.delete({ path })).status, 204);
  assert.equal((await ada.tasks.tasks.get({ path: { ...ada.path, ...path } })).status, 404);
  for await (const _ of paginate(tasks.list())) assert.fail();
});
