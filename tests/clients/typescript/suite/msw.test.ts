/** Mock Service Worker with the contract's examples. */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setupServer } from "msw/node";
import { createTasksClient, ifMatch, paginate, unwrap } from "tasks-api-client";
import { answering, handlers } from "tasks-api-client/msw";

const origin = "https://tasks.example/v1";
const server = setupServer(...handlers({ baseUrl: origin }));
const ada = createTasksClient({ baseUrl: origin }).forUser("ada").tasks;
before(() => server.listen({ onUnhandledRequest: "error" }));
after(() => server.close());

test("every operation answers with its example", async () => {
  const task = await unwrap(ada.get({ path: { task_id: 1 } }));
  assert.equal(task.title, "Buy milk");
  const changed = { path: { task_id: task.id }, header: ifMatch(task) };
  const statuses = [
    await ada.create({ body: { title: "Buy milk" } }),
    await ada.list(),
    await ada.listTags(),
    await ada.update({ ...changed, body: { title: "Buy milk" } }),
    await ada.patch({ ...changed, body: { title: "Buy milk" } }),
    await ada.complete(changed),
    await ada.delete(changed),
    await createTasksClient({ baseUrl: origin }).health.getReadiness(),
  ].map(({ status }) => status);
  assert.deepEqual(statuses, [201, 200, 200, 200, 200, 200, 204, 200]);
});

test("a list ends after its second page", async () => {
  const titles: string[] = [];
  for await (const task of paginate(ada.list())) titles.push(task.title);
  assert.deepEqual(titles, ["Buy milk", "Buy milk"]);
});

test("one operation answers otherwise, at any origin", async () => {
  const task = await unwrap(ada.get({ path: { task_id: 1 } }));
  server.use(answering("get_task", 200, { body: { ...task, title: "Buy oat milk" }, headers: { ETag: '"9"' } }), answering("list_tasks", 429));
  const read = await ada.get({ path: { task_id: 1 } });
  assert.ok(read.ok);
  assert.deepEqual([read.data.title, read.headers.get("ETag")], ["Buy oat milk", '"9"']);
  const limited = await createTasksClient({ baseUrl: "https://other.example" }).forUser("ada").tasks.list();
  assert.ok(limited.status === 429);
  assert.deepEqual([limited.headers.get("Retry-After"), limited.error.title], ["5", "Rate limited"]);
});
