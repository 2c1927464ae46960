/** Writes through TanStack Query: new items, and several changes of one. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { MutationObserver, QueryClient, QueryObserver } from "@tanstack/query-core";
import { NoAnswer, ProblemError, type Task, type TaskCreate } from "tasks-api-client";
import { changeOptions, createOptions, infiniteQueryOptions, queryKey, queryOptions } from "tasks-api-client/query";
import { clientOf, tokenOf, User } from "./world.js";

const cached = (): QueryClient => new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } });
const draft = ({ title }: TaskCreate): Task => ({
  ...{ id: 0, user_id: "", title, description: null, completed: false, completed_at: null, priority: "medium", tags: [] },
  ...{ due_date: null, created_at: "", updated_at: "", version: 1 },
});
const titles = (tasks: readonly Task[] | undefined): string[] => (tasks ?? []).map(({ title }) => title);
const soon = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));

test("all lists of a user are invalidated at once, pages too, and those of nobody else", async () => {
  const ada = new User();
  const cache = cached();
  const lists = [
    queryOptions(ada.tasks, "list_tasks", { path: ada.path }),
    queryOptions(ada.tasks, "list_tasks", { path: ada.path, query: { status: "pending" } }),
  ];
  const pages = infiniteQueryOptions(ada.tasks, "list_tasks", { path: ada.path, query: { limit: 2 } });
  await Promise.all([...lists.map((one) => cache.fetchQuery(one)), cache.fetchInfiniteQuery(pages)]);
  const bob = queryOptions(ada.tasks, "list_tasks", { path: { user_id: "bob" } });
  cache.setQueryData(bob.queryKey, []);
  await cache.invalidateQueries({ queryKey: queryKey("list_tasks", { path: ada.path }) });
  const states = [...lists, pages, bob].map(({ queryKey: key }) => cache.getQueryState(key)?.isInvalidated);
  assert.deepEqual(states, [true, true, true, false]);
});

test("a new item shows at once in the lists that it is in, and is made once", async () => {
  const ada = new User();
  await ada.create({ title: "Pay the rent" });
  const cache = cached();
  const list = queryOptions(ada.tasks, "list_tasks", { path: ada.path });
  const done = queryOptions(ada.tasks, "list_tasks", { path: ada.path, query: { status: "completed" } });
  const pages = infiniteQueryOptions(ada.tasks, "list_tasks", { path: ada.path, query: { limit: 2 } });
  await Promise.all([cache.fetchQuery(list), cache.fetchQuery(done), cache.fetchInfiniteQuery(pages)]);
  const shown = (): string[][] => [
    titles(cache.getQueryData(list.queryKey)),
    titles(cache.getQueryData(done.queryKey)),
    titles(cache.getQueryData(pages.queryKey)?.pages[0]?.items),
  ];
  const during: string[][][] = [];
  const keys: (string | null)[] = [];
  const lossy = clientOf({
    token: tokenOf(ada.id),
    fetch: async (request) => {
      during.push(shown());
      keys.push(request.headers.get("Idempotency-Key"));
      const response = await fetch(request);
      if (keys.length === 1) throw new TypeError("fetch failed");
      return response;
    },
  });
  const options = createOptions(lossy, cache, "create_task", (body, { status }) => (status === "completed" ? undefined : draft(body)));
  const add = new MutationObserver(cache, { ...options, retryDelay: 0 });
  const made: Task = await add.mutate({ path: ada.path, body: { title: "Buy milk" } });
  const both = ["Buy milk", "Pay the rent"];
  assert.deepEqual([during[0], shown()], [[both, [], both], [both, [], both]]);
  assert.deepEqual(cache.getQueryData(list.queryKey)?.[0], made);
  await add.mutate({ path: ada.path, body: { title: "Call mum" } });
  assert.equal(keys[0], keys[1]);
  assert.equal(new Set(keys).size, 2);
  assert.equal((await ada.tasks.list_tasks({ params: { path: ada.path } })).data?.length, 3);
});

test("a new item that is refused goes again", async () => {
  const ada = new User();
  const cache = cached();
  const list = queryOptions(ada.tasks, "list_tasks", { path: ada.path });
  await cache.fetchQuery(list);
  let during: string[] = [];
  const seeing = clientOf({ token: tokenOf(ada.id), fetch: (request) => ((during = titles(cache.getQueryData(list.queryKey))), fetch(request)) });
  const add = new MutationObserver(cache, createOptions(seeing, cache, "create_task", draft));
  await assert.rejects(add.mutate({ path: ada.path, body: { title: " " } }), ProblemError);
  assert.deepEqual([during, cache.getQueryData(list.queryKey)], [[" "], []]);
});

test("changes of one item go one after the other, each on what the one before made", async () => {
  const ada = new User();
  const task = await ada.create({ title: "a" });
  const cache = cached();
  const read = queryOptions(ada.tasks, "get_task", { path: ada.at(task) });
  await cache.fetchQuery(read);
  const stop = new QueryObserver(cache, { ...read, enabled: false }).subscribe(() => undefined);
  const shown: (string | undefined)[] = [];
  const seeing = clientOf({ token: tokenOf(ada.id), fetch: async (request) => (shown.push(cache.getQueryData(read.queryKey)?.title), await soon(), fetch(request)) });
  const patch = changeOptions(seeing, cache, "patch_task");
  const change = (title: string): Promise<Task> => new MutationObserver(cache, patch).mutate({ item: task, body: { title } });
  const complete = new MutationObserver(cache, changeOptions(seeing, cache, "complete_task"));
  const versions = (await Promise.all([change("b"), change("c"), complete.mutate({ item: task }), change("d")])).map(({ version }) => version);
  assert.deepEqual(versions, [2, 3, 4, 5]);
  assert.deepEqual([shown.length, new Set(shown.slice(1))], [4, new Set(["d"])]);
  assert.deepEqual([(await change("e")).version, cache.getQueryData(read.queryKey)?.title], [6, "e"]);
  stop();
  await ada.tasks.patch_task({ params: { path: ada.at(task) }, body: { title: "Somebody else's" } });
  await assert.rejects(change("f"), (error) => error instanceof ProblemError && error.status === 412);
});

test("a change that is refused takes back its own, and not what waits", async () => {
  const ada = new User();
  const task = await ada.create({ title: "a" });
  const cache = cached();
  const read = queryOptions(ada.tasks, "get_task", { path: ada.at(task) });
  await cache.fetchQuery(read);
  const seen: unknown[] = [];
  let count = 0;
  const lossy = clientOf({
    token: tokenOf(ada.id),
    fetch: async (request) => {
      if ((count += 1) === 1) throw new TypeError("fetch failed");
      await soon();
      const { title, priority } = cache.getQueryData(read.queryKey) ?? {};
      seen.push(title, priority);
      return await fetch(request);
    },
  });
  const patch = changeOptions(lossy, cache, "patch_task");
  const first = new MutationObserver(cache, patch).mutate({ item: task, body: { title: "b" } });
  const second = new MutationObserver(cache, patch).mutate({ item: task, body: { priority: "high" } });
  await assert.rejects(first, NoAnswer);
  assert.equal((await second).title, "a");
  assert.deepEqual(seen, ["a", "high"]);
});
