/** TanStack Query on the client. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { InfiniteQueryObserver, MutationObserver, QueryClient } from "@tanstack/query-core";
import { createTasksClient, ProblemError, type Task } from "tasks-api-client";
import { ALL, changeOptions, infiniteQueryOptions, queryKey, queryOptions } from "tasks-api-client/query";
import { baseUrl, clientOf, tokenOf, User } from "./world.js";

const cached = (): QueryClient => new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } });

test("a read is cached by what it asks for, and typed", async () => {
  const ada = new User();
  const task = await ada.create({ title: "Buy milk" });
  const cache = cached();
  const options = queryOptions(ada.tasks, "get_task", { path: ada.at(task) });
  const read: Task = await cache.fetchQuery(options);
  assert.deepEqual(read, task);
  const known: Task | undefined = cache.getQueryData(options.queryKey);
  assert.deepEqual(known, task);
  assert.deepEqual(options.queryKey, queryKey("get_task", { path: ada.at(task), signal: AbortSignal.abort() }));
  assert.notDeepEqual(options.queryKey, queryKey("get_task", { path: { ...ada.path, task_id: 2 } }));
  await cache.invalidateQueries({ queryKey: queryKey("get_task") });
  assert.equal(cache.getQueryState(options.queryKey)?.isInvalidated, true);
  await assert.rejects(cache.fetchQuery(queryOptions(ada.tasks, "get_task", { path: { ...ada.path, task_id: 99 } })), ProblemError);
});

test("it is cancelled with its query, and tried again only where that may help", async () => {
  let sent = 0;
  const ways = [
    async () => new Response('{"detail": "No."}', { status: 429, headers: { "Content-Type": "application/problem+json", "Retry-After": "0" } }),
    () => Promise.reject(new TypeError("fetch failed")),
  ];
  for (const way of ways) {
    sent = 0;
    const tasks = createTasksClient({ baseUrl, fetch: () => ((sent += 1), way()) });
    const options = { ...queryOptions(tasks, "get_task", { path: { user_id: "ada", task_id: 1 } }), retryDelay: 0 };
    await assert.rejects(cached().fetchQuery(options));
    assert.equal(sent, 6);
  }
  sent = 0;
  const refusing = createTasksClient({ baseUrl, fetch: async () => ((sent += 1), new Response("{}", { status: 404, headers: { "Content-Type": "application/problem+json" } })) });
  await assert.rejects(cached().fetchQuery(queryOptions(refusing, "get_task", { path: { user_id: "ada", task_id: 1 } })), ProblemError);
  assert.equal(sent, 1);
  const cache = cached();
  const hanging = createTasksClient({ baseUrl, fetch: (request) => new Promise((_, reject) => request.signal.addEventListener("abort", () => reject(request.signal.reason))) });
  const options = queryOptions(hanging, "get_task", { path: { user_id: "ada", task_id: 1 } });
  const read = cache.fetchQuery(options);
  await cache.cancelQueries({ queryKey: ALL });
  await assert.rejects(read, { message: "CancelledError" });
});

test("a list without end goes from page to page, also from a stored one", async () => {
  const ada = new User();
  for (const title of ["a", "b", "c"]) await ada.create({ title });
  const options = infiniteQueryOptions(ada.tasks, "list_tasks", { path: ada.path, query: { limit: 2, sort: "title", order: "asc" } });
  const cache = cached();
  const first = await cache.fetchInfiniteQuery(options);
  const stored = JSON.parse(JSON.stringify(first)) as typeof first;
  const other = cached();
  other.setQueryData(options.queryKey, stored);
  const list = new InfiniteQueryObserver(other, options);
  const stop = list.subscribe(() => undefined);
  const { data, hasNextPage } = await list.fetchNextPage();
  stop();
  assert.deepEqual(data?.pages.map(({ items }) => items.map(({ title }) => title)), [["a", "b"], ["c"]]);
  assert.equal(hasNextPage, false);
});

/** A cache that has a task of Ada's in a read, in a list and in a page; and what each shows of it. */
async function showing(ada: User): Promise<[QueryClient, Task, () => (string | undefined)[]]> {
  const task = await ada.create({ title: "Buy milk" });
  await ada.create({ title: "Pay the rent" });
  const cache = cached();
  const [read, list] = [queryOptions(ada.tasks, "get_task", { path: ada.at(task) }), queryOptions(ada.tasks, "list_tasks", { path: ada.path })];
  const pages = infiniteQueryOptions(ada.tasks, "list_tasks", { path: ada.path });
  await Promise.all([cache.fetchQuery(read), cache.fetchQuery(list), cache.fetchInfiniteQuery(pages)]);
  const titled = (tasks: readonly Task[] | undefined): string | undefined => tasks?.find(({ id }) => id === task.id)?.title;
  const shown = (): (string | undefined)[] => [
    cache.getQueryData(read.queryKey)?.title,
    titled(cache.getQueryData(list.queryKey)),
    titled(cache.getQueryData(pages.queryKey)?.pages[0]?.items),
  ];
  return [cache, task, shown];
}

test("a change shows at once, everywhere, and then what the server made of it", async () => {
  const ada = new User();
  const [cache, task, shown] = await showing(ada);
  const before: (string | undefined)[][] = [];
  const seeing = clientOf({ token: tokenOf(ada.id), fetch: (request) => (before.push(shown()), fetch(request)) });
  const done = await new MutationObserver(cache, changeOptions(seeing, cache, "patch_task")).mutate({ item: task, body: { title: "Buy oat milk" } });
  const now = Array(3).fill("Buy oat milk");
  assert.deepEqual([before[0], shown(), done.version], [now, now, 2]);
  const again = await new MutationObserver(cache, changeOptions(ada.tasks, cache, "complete_task")).mutate({ item: done, body: { completed: true } });
  assert.equal(again.completed, true);
});

test("what the server refuses is taken back", async () => {
  const ada = new User();
  const [cache, task, shown] = await showing(ada);
  await ada.tasks.patch_task({ params: { path: ada.at(task) }, body: { title: "Somebody else's" } });
  let during: (string | undefined)[] = [];
  const seeing = clientOf({ token: tokenOf(ada.id), fetch: (request) => ((during = shown()), fetch(request)) });
  for (const id of ["patch_task", "delete_task"] as const) {
    const options = changeOptions(seeing, cache, id);
    const change = new MutationObserver<unknown, Error, { item: Task; body?: { title: string } }, [readonly unknown[], unknown][]>(cache, options as never);
    await assert.rejects(change.mutate({ item: task, ...(id === "patch_task" ? { body: { title: "Mine" } } : {}) }), (error) => {
      assert.ok(error instanceof ProblemError);
      assert.equal(error.status, 412);
      return true;
    });
    const other = id === "patch_task" ? "Mine" : undefined;
    assert.deepEqual(during.slice(1), [other, other]);
    assert.deepEqual(shown(), Array(3).fill("Buy milk"));
    assert.equal(cache.getQueryCache().getAll().every(({ state }) => state.isInvalidated), true);
  }
});
