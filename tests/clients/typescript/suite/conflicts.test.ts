/** Two who write at once, and one who sends again. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { etag, idempotencyKey, ifMatch, ifNoneMatch, unwrap } from "tasks-api-client";
import { User } from "./world.js";

test("what has not changed is not sent again", async () => {
  const ada = new User();
  const path = ada.at(await ada.create({ title: "Buy milk" }));
  const read = await ada.tasks.get_task({ params: { path } });
  assert.ok(read.ok);
  const params = { path, header: ifNoneMatch(read) };
  assert.equal((await ada.tasks.get_task({ params })).status, 304);
  await ada.tasks.complete_task({ params: { path } });
  assert.equal((await ada.tasks.get_task({ params })).status, 200);
});

test("nobody overwrites what they have not seen", async () => {
  const ada = new User();
  const path = ada.at(await ada.create({ title: "Buy milk" }));
  const read = await ada.tasks.get_task({ params: { path } });
  assert.ok(read.ok);
  const params = { path, header: ifMatch(read) };
  const written = await ada.tasks.update_task({ params, body: { title: "Buy oat milk" } });
  assert.ok(written.ok);
  const late = [
    await ada.tasks.update_task({ params, body: { title: "No" } }),
    await ada.tasks.patch_task({ params, body: { title: "No" } }),
    await ada.tasks.complete_task({ params }),
    await ada.tasks.delete_task({ params }),
  ];
  for (const answer of late) {
    assert.equal(answer.status, 412);
    if (answer.status === 412) assert.equal(etag(answer), etag(written));
  }
  assert.equal((await ada.tasks.delete_task({ params: { path, header: ifMatch(written) } })).status, 204);
});

test("a task that is sent twice is made once, and a key is for one task", async () => {
  const ada = new User();
  const params = { path: ada.path, header: idempotencyKey() };
  const create = (title: string): ReturnType<typeof ada.tasks.create_task> => ada.tasks.create_task({ params, body: { title } });
  const [first, second] = await Promise.all([create("Buy milk"), create("Buy milk")]);
  assert.deepEqual((await unwrap(first)).id, (await unwrap(second)).id);
  const other = await create("Pay the rent");
  assert.equal(other.status, 422);
  if (other.status === 422) assert.equal(other.error.errors[0]?.parameter, "Idempotency-Key");
  assert.equal((await unwrap(ada.tasks.list_tasks({ params: { path: ada.path } }))).length, 1);
  assert.notDeepEqual(idempotencyKey(), idempotencyKey());
});
