/** What got lost on the way: what is sent again, and what is not known then. */

import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { createTasksClient, idempotencyKey, ifMatch, NoAnswer, OutcomeUnknown, retry, UnexpectedResponse, type TasksClient } from "tasks-api-client";
import { baseUrl, clientOf, tokenOf, User } from "./world.js";

type Way = (request: Request) => Promise<Response>;

const lost: Way = () => Promise.reject(new TypeError("fetch failed"));
const lostAfter: Way = async (request) => (await fetch(request), lost(request));
const answer = (status: number, type: string, body: string, more: Record<string, string> = {}): Way => async () =>
  new Response(body, { status, headers: { "Content-Type": type, ...more } });
const proxy = (status: number): Way => answer(status, "text/html", "<h1>Bad gateway</h1>");

/** A client of Ada's whose first requests go these ways, and the number of requests. */
function going(ada: User, ...ways: Way[]): [TasksClient, { count: number }] {
  const sent = { count: 0 };
  const way: Way = (request) => ((sent.count += 1), (ways.shift() ?? fetch)(request));
  return [clientOf({ token: tokenOf(ada.id), fetch: way }), sent];
}

test("a read is repeated after what got lost, as often as is said", async () => {
  const ada = new User();
  const half = answer(200, "application/json", '[{"id": 1, "ti');
  for (const way of [lost, proxy(502), proxy(503), proxy(504), half, answer(200, "application/json", "")]) {
    const [tasks, sent] = going(ada, way, way);
    assert.equal((await retry(() => tasks.list_tasks({ params: { path: ada.path } }), { attempts: 3 })).status, 200);
    assert.equal(sent.count, 3);
    const [given, tried] = going(ada, way, way, way, way);
    await assert.rejects(retry(() => given.list_tasks({ params: { path: ada.path } }), { attempts: 3 }), way === lost ? NoAnswer : UnexpectedResponse);
    assert.equal(tried.count, 3);
  }
});

test("a body that is cut off on the wire is one that got lost", async () => {
  let count = 0;
  const server = createServer((_, response) => {
    count += 1;
    response.writeHead(200, { "Content-Type": "application/json", "Content-Length": "100" });
    response.write("[");
    setTimeout(() => response.destroy(), 10);
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const tasks = createTasksClient({ baseUrl: url });
  await assert.rejects(retry(() => tasks.list_tasks({ params: { path: { user_id: "ada" } } }), { attempts: 2 }), NoAnswer);
  assert.equal(count, 2);
  server.close();
});

test("a write is repeated with its key, and done once", async () => {
  const ada = new User();
  const [tasks, sent] = going(ada, lostAfter, proxy(502));
  const header = idempotencyKey();
  const made = await retry(() => tasks.create_task({ params: { path: ada.path, header }, body: { title: "Buy milk" } }));
  assert.deepEqual([made.status, sent.count], [201, 3]);
  assert.equal((await ada.tasks.list_tasks({ params: { path: ada.path } })).data?.length, 1);
});

test("a write without a key or a condition is not repeated, unless the server says that nothing was done", async () => {
  const ada = new User();
  const task = await ada.create({ title: "Buy milk" });
  const unavailable = answer(503, "application/problem+json", "{}", { "Retry-After": "0" });
  for (const way of [lost, proxy(502), answer(201, "application/json", ""), answer(200, "application/json", "")]) {
    for (const write of ["create", "complete", "anyVersion"]) {
      const [tasks, sent] = going(ada, way);
      const path = ada.at(task);
      const call = (): Promise<unknown> =>
        write === "create"
          ? retry(() => tasks.create_task({ params: { path }, body: { title: "Once" } }))
          : retry(() => tasks.complete_task({ params: { path, ...(write === "anyVersion" ? { header: { "If-Match": "*" } } : {}) } }));
      await assert.rejects(call());
      assert.equal(sent.count, 1);
    }
  }
  const [tasks, sent] = going(ada, unavailable);
  const made = await retry(() => tasks.create_task({ params: { path: ada.path }, body: { title: "Once" } }));
  assert.deepEqual([made.status, sent.count], [503, 1]);
});

test("after an answer that was lost, a conflict may be of one's own making", async () => {
  const ada = new User();
  const task = await ada.create({ title: "Buy milk" });
  const [tasks, sent] = going(ada, lostAfter);
  const params = { path: ada.at(task), header: ifMatch(task) };
  await assert.rejects(retry(() => tasks.patch_task({ params, body: { title: "Buy oat milk" } })), (error) => {
    assert.ok(error instanceof OutcomeUnknown && error.cause instanceof NoAnswer);
    assert.equal(error.answer.status, 412);
    return true;
  });
  assert.equal(sent.count, 2);
  const [again] = going(ada, lostAfter);
  const gone = { path: ada.at(task), header: { "If-Match": '"2"' } };
  await assert.rejects(retry(() => again.delete_task({ params: gone })), (error) => {
    assert.ok(error instanceof OutcomeUnknown);
    assert.equal(error.answer.status, 404);
    return true;
  });
});

test("a conflict is a conflict where nothing was lost, and a success is one where something was", async () => {
  const ada = new User();
  const task = await ada.create({ title: "Buy milk" });
  const [tasks] = going(ada, lost);
  const params = { path: ada.at(task), header: ifMatch(task) };
  assert.equal((await retry(() => tasks.patch_task({ params, body: { title: "Buy oat milk" } }))).status, 200);
  const [other, sent] = going(ada);
  assert.equal((await retry(() => other.patch_task({ params, body: { title: "No" } }))).status, 412);
  assert.equal(sent.count, 1);
});

test("it waits as long as it is told to, else longer each time, up to a limit", async (context) => {
  const waits: number[] = [];
  context.mock.method(Math, "random", () => 1);
  context.mock.method(globalThis, "setTimeout", (act: () => void, milliseconds: number) => (waits.push(milliseconds), act()));
  const waiting = async (attempts: number | undefined, way: Way): Promise<number[]> => {
    waits.length = 0;
    const tasks = createTasksClient({ baseUrl, fetch: way });
    await retry(() => tasks.list_tasks({ params: { path: { user_id: "ada" } } }), attempts ? { attempts } : {}).catch(() => undefined);
    return waits;
  };
  const limited = (value: string): Way => answer(429, "application/problem+json", "{}", { "Retry-After": value });
  const restarting = (value: string): Way => answer(503, "application/problem+json", "{}", { "Retry-After": value });
  assert.deepEqual(await waiting(3, lost), [500, 1000]);
  assert.deepEqual(await waiting(8, proxy(502)), [500, 1000, 2000, 4000, 8000, 10_000, 10_000]);
  assert.deepEqual(await waiting(2, limited("7")), [7000]);
  assert.deepEqual(await waiting(2, restarting("7")), [7000]);
  assert.deepEqual(await waiting(4, restarting("1")), [1000, 1000, 2000]);
  assert.deepEqual(await waiting(undefined, lost), [500, 1000, 2000, 4000, 8000]);
  context.mock.method(Math, "random", () => 0);
  assert.deepEqual(await waiting(undefined, restarting("0")), [375, 750, 1500, 3000, 6000]);
  assert.ok(waits.reduce((sum, wait) => sum + wait) > 10_000);
  context.mock.method(Math, "random", () => 1);
  assert.deepEqual(await waiting(2, limited(new Date(Date.now() - 5000).toUTCString())), [0]);
  assert.deepEqual(await waiting(2, limited("soon")), [500]);
  const most = 2 ** 31 - 1; // what a timer can wait for; more would be no wait
  assert.deepEqual(await waiting(2, limited("9999999999")), [most]);
  assert.deepEqual(await waiting(2, restarting("Fri, 31 Dec 9999 23:59:59 GMT")), [most]);
});

test("neither a cancelled request nor a mistake of the caller's is repeated", async () => {
  let count = 0;
  const tasks = createTasksClient({ baseUrl });
  const list = (user_id: string, signal: AbortSignal) => () => ((count += 1), tasks.list_tasks({ params: { path: { user_id } }, signal }));
  await assert.rejects(retry(list("ada", AbortSignal.abort(new TypeError("left")))), { message: "left", name: "TypeError" });
  await assert.rejects(retry(list("..", new AbortController().signal)), RangeError);
  assert.equal(count, 2);
});
