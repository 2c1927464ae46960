/** Writes through TanStack Query: a creation for each call, and nobody's write lost. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { MutationObserver, QueryClient, QueryObserver } from "@tanstack/query-core";
import { createTasksClient, ProblemError, type Task } from "tasks-api-client";
import { changeOptions, createOptions, queryOptions } from "tasks-api-client/query";
import { baseUrl, clientOf, tokenOf, User } from "./world.js";

const cached = (): QueryClient => new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } });
const isConflict = (error: unknown): boolean => error instanceof ProblemError && error.status === 412;

test("the same object made twice is two items, one after the other or at once", async () => {
  const ada = new User();
  const cache = cached();
  const NEW = { path: ada.path, body: { title: "Buy milk" } } as const;
  const options = createOptions(ada.tasks, cache, "create_task");
  const add = (): Promise<Task> => new MutationObserver(cache, options).mutate(NEW);
  const ids = [(await add()).id, (await add()).id, ...(await Promise.all([add(), add()])).map(({ id }) => id)];
  assert.equal(new Set(ids).size, 4);
  assert.equal((await ada.tasks.list_tasks({ params: { path: ada.path } })).data?.length, 4);
});

test("what is made again after an error is the same attempt", async () => {
  const ada = new User();
  const cache = cached();
  const keys: (string | null)[] = [];
  const lossy = clientOf({
    token: tokenOf(ada.id),
    fetch: async (request) => {
      keys.push(request.headers.get("Idempotency-Key"));
      const response = await fetch(request);
      if (keys.length <= 2) throw new TypeError("fetch failed");
      return response;
    },
  });
  const NEW = { path: ada.path, body: { title: "Buy milk" } } as const;
  const add = new MutationObserver(cache, { ...createOptions(lossy, cache, "create_task"), retry: (failures: number) => failures < 1, retryDelay: 0 });
  await assert.rejects(add.mutate(NEW), TypeError);
  await add.mutate(NEW);
  assert.deepEqual([keys.length, new Set(keys).size], [3, 1]);
  await add.mutate(NEW);
  assert.equal(new Set(keys).size, 2);
  assert.equal((await ada.tasks.list_tasks({ params: { path: ada.path } })).data?.length, 2);
});

test("an attempt has its key also when the options are made anew, as each render does", async () => {
  const ada = new User();
  const cache = cached();
  const keys: (string | null)[] = [];
  const lossy = clientOf({
    token: tokenOf(ada.id),
    fetch: async (request) => {
      keys.push(request.headers.get("Idempotency-Key"));
      const response = await fetch(request);
      render();
      if (keys.length <= 3) throw new TypeError("fetch failed");
      return response;
    },
  });
  const options = () => ({ ...createOptions(lossy, cache, "create_task"), retry: (failures: number) => failures < 1, retryDelay: 0 });
  const add = new MutationObserver(cache, options());
  const render = (): void => add.setOptions(options());
  const NEW = { path: ada.path, body: { title: "Buy milk" } } as const;
  await assert.rejects(add.mutate(NEW), TypeError);
  await add.mutate(NEW);
  assert.deepEqual([keys.length, new Set(keys).size], [4, 1]);
  assert.equal((await ada.tasks.list_tasks({ params: { path: ada.path } })).data?.length, 1);
});

test("what somebody else has written between two writes is not overwritten by who has not seen it", async () => {
  const ada = new User();
  const task = await ada.create({ title: "a" });
  const cache = cached();
  const patch = changeOptions(ada.tasks, cache, "patch_task");
  const change = (item: Task, title: string): Promise<Task> => new MutationObserver(cache, patch).mutate({ item, body: { title } });
  await change(task, "mine");
  await ada.tasks.patch_task({ params: { path: ada.at(task) }, body: { priority: "high" } });
  const theirs = (await ada.tasks.get_task({ params: { path: ada.at(task) } })).data;
  assert.ok(theirs);
  assert.equal((await change(theirs, "mine again")).version, 4);
  await assert.rejects(change(task, "of a form that is open since the first"), isConflict);
  assert.equal((await change(theirs, "what has seen it")).version, 5);
});

test("entity tags may return", async () => {
  // As of a server whose tags are those of the content.
  let version = 1;
  const tasks = createTasksClient({
    baseUrl,
    fetch: async (request) => {
      const known = request.headers.get("If-Match") === `"${version}"`;
      if (known) version = ((await request.json()) as { readonly version: number }).version;
      const type = known ? "application/json" : "application/problem+json";
      return new Response(JSON.stringify({ id: 1, user_id: "ada", version }), { status: known ? 200 : 412, headers: { "Content-Type": type } });
    },
  });
  const cache = cached();
  const patch = changeOptions(tasks, cache, "patch_task");
  const change = (from: number, to: number): Promise<Task> =>
    new MutationObserver(cache, patch).mutate({ item: { id: 1, user_id: "ada", version: from } as Task, body: { version: to } as object });
  await change(1, 2);
  version = 1; // somebody else has put it back
  await assert.rejects(change(1, 2), isConflict);
  assert.deepEqual(await change(1, 3), { id: 1, user_id: "ada", version: 3 });
});

test("a change that waits for one that is refused was made without knowing it", async () => {
  const ada = new User();
  const task = await ada.create({ title: "a" });
  const cache = cached();
  const patch = changeOptions(ada.tasks, cache, "patch_task");
  const change = (title: string): Promise<Task> => new MutationObserver(cache, patch).mutate({ item: task, body: { title } });
  await change("b");
  await ada.tasks.patch_task({ params: { path: ada.at(task) }, body: { priority: "high" } });
  const refused = await Promise.allSettled([change("c"), change("d")]);
  assert.deepEqual(refused.map((one) => one.status === "rejected" && isConflict(one.reason)), [true, true]);
});

test("a list has what was made while it was read anew after another write", async () => {
  const ada = new User();
  const task = await ada.create({ title: "a" });
  const cache = cached();
  let hold: Promise<void> | undefined;
  let go = (): void => undefined;
  let isHeld = (): void => undefined;
  const held = new Promise<void>((resolve) => (isHeld = resolve));
  const slow = clientOf({
    token: tokenOf(ada.id),
    fetch: async (request) => {
      const response = await fetch(request);
      if (request.method === "GET" && hold) (isHeld(), await hold, (hold = undefined));
      return response;
    },
  });
  const list = queryOptions(slow, "list_tasks", { path: ada.path });
  await cache.fetchQuery(list);
  const stop = new QueryObserver(cache, list).subscribe(() => undefined);
  hold = new Promise((resolve) => (go = resolve));
  const changed = new MutationObserver(cache, changeOptions(slow, cache, "patch_task")).mutate({ item: task, body: { title: "b" } });
  await held; // the change is done, and the list was answered without what follows
  const add = new MutationObserver(cache, createOptions(clientOf({ token: tokenOf(ada.id) }), cache, "create_task"));
  const made = add.mutate({ path: ada.path, body: { title: "c" } });
  await new Promise((resolve) => setTimeout(resolve, 100));
  go();
  await Promise.all([changed, made]);
  assert.deepEqual(cache.getQueryData(list.queryKey)?.map(({ title }) => title).sort(), ["b", "c"]);
  stop();
});

/** Tasks of a server that takes every write on what is there, and a write of one of them. */
function counting(): { at: number; change: (version: number, id?: "patch_task" | "delete_task") => Promise<unknown> } {
  const cache = cached();
  const server = { at: 1 };
  const tasks = createTasksClient({
    baseUrl,
    fetch: async (request) => {
      const known = request.headers.get("If-Match") === `"${server.at}"`;
      if (known) server.at += 1;
      const type = { "Content-Type": known ? "application/json" : "application/problem+json" };
      if (known && request.method === "DELETE") return new Response(null, { status: 204 });
      return new Response(JSON.stringify({ id: 1, user_id: "ada", version: server.at }), { status: known ? 200 : 412, headers: type });
    },
  });
  const options = { patch_task: changeOptions(tasks, cache, "patch_task"), delete_task: changeOptions(tasks, cache, "delete_task") };
  const change = (version: number, id: keyof typeof options = "patch_task"): Promise<unknown> =>
    new MutationObserver<unknown, Error, object>(cache, options[id] as object).mutate({ item: { id: 1, user_id: "ada", version }, body: {} });
  return Object.assign(server, { change });
}

test("what was known of an item goes with it", async () => {
  const server = counting();
  await server.change(1);
  await server.change(2, "delete_task");
  server.at = 1; // it is there again, as it was
  await server.change(1);
  assert.equal(server.at, 2);
});

test("entity tags are not remembered for ever", async () => {
  const server = counting();
  for (let version = 1; version <= 101; version += 1) await server.change(version);
  await server.change(2);
  await assert.rejects(server.change(1), isConflict);
});
