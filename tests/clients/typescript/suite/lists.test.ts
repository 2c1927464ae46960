/** Lists: filters, order, and pages by their links. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { createTasksClient, etag, ifMatch, ifNoneMatch, paginate, unwrap } from "tasks-api-client";
import { baseUrl, clientOf, tokenOf, User } from "./world.js";

test("filters and order reach the server", async () => {
  const ada = new User();
  await ada.create({ title: "milk", tags: ["home"], due_date: "2026-03-02" });
  await ada.create({ title: "bread", tags: ["home", "a b"], priority: "high", due_date: "2026-03-01T10:00:00+02:00" });
  await ada.create({ title: "rent", completed: true });
  const titles = async (query: NonNullable<Parameters<typeof ada.tasks.list_tasks>[0]["params"]["query"]>): Promise<string[]> =>
    (await unwrap(ada.tasks.list_tasks({ params: { path: ada.path, query } }))).map((task) => task.title);
  assert.deepEqual(await titles({ sort: "title", order: "asc" }), ["bread", "milk", "rent"]);
  assert.deepEqual(await titles({ status: "completed" }), ["rent"]);
  assert.deepEqual(await titles({ tag: ["home", "a b"] }), ["bread"]);
  assert.deepEqual(await titles({ priority: "high", search: "BREAD" }), ["bread"]);
  assert.deepEqual(await titles({ due_after: "2026-03-01", due_before: "2026-03-01T23:00:00+01:00" }), ["bread"]);
});

test("every task is seen once, page after page, with the filters kept", async () => {
  const ada = new User("çéline? &=");
  for (let number = 0; number < 7; number += 1) {
    await ada.create({ title: `${number}`, tags: number === 3 ? [] : ["a b", "ü"], due_date: "2026-03-01T10:00:00Z" });
  }
  const filters = { tag: ["a b", "ü"], due_after: "2026-03-01T11:00:00+02:00" };
  const first = ada.tasks.list_tasks({ params: { path: ada.path, query: { ...filters, limit: 2, order: "asc" } } });
  const seen: string[] = [];
  for await (const task of paginate(first)) seen.push(task.title);
  assert.deepEqual(seen, ["0", "1", "2", "4", "5", "6"]);
});

test("a page leads to the next, and the last one to none", async () => {
  const ada = new User();
  for (const title of ["a", "b", "c"]) await ada.create({ title });
  const first = await ada.tasks.list_tasks({ params: { path: ada.path, query: { limit: 2, sort: "title" } } });
  assert.ok(first.ok && first.next !== undefined);
  assert.match(first.headers.get("Link") ?? "", /rel="next"/);
  const second = await first.next();
  assert.ok(second.ok);
  assert.deepEqual([...first.data, ...second.data].map((task) => task.title), ["c", "b", "a"]);
  assert.equal(second.next, undefined);
});

test("paging goes on from a cursor that was kept", async () => {
  const ada = new User();
  for (const title of ["a", "b", "c"]) await ada.create({ title });
  const query = { limit: 2, sort: "title", order: "asc" } as const;
  const first = await ada.tasks.list_tasks({ params: { path: ada.path, query } });
  assert.ok(first.ok && first.nextCursor !== undefined);
  const kept = JSON.parse(JSON.stringify({ ...query, cursor: first.nextCursor })) as typeof query;
  const second = await ada.tasks.list_tasks({ params: { path: ada.path, query: kept } });
  assert.ok(second.ok);
  assert.deepEqual(second.data.map((task) => task.title), ["c"]);
  assert.deepEqual([second.nextCursor, second.next], [undefined, undefined]);
});

test("the path of baseUrl is kept on every page", async () => {
  const ada = new User();
  for (const title of ["a", "b", "c"]) await ada.create({ title });
  for (const root of ["/backend", "/backend/", "/api", "/api/v1"]) {
    const paths: string[] = [];
    const proxied = (request: Request): Promise<Response> => {
      const url = new URL(request.url);
      paths.push(url.pathname);
      const prefix = root.replace(/\/$/, "");
      assert.ok(url.pathname.startsWith(`${prefix}/api/`));
      return fetch(new Request(baseUrl + url.pathname.slice(prefix.length) + url.search, request));
    };
    // As it is behind a proxy: the response has the URL that was asked for, and the Link is the server's.
    const disguised = async (request: Request): Promise<Response> =>
      Object.defineProperty(await proxied(request), "url", { value: request.url });
    const tasks = clientOf({ baseUrl: `https://tasks.example${root}`, token: tokenOf(ada.id), fetch: disguised });
    const seen: string[] = [];
    for await (const task of paginate(tasks.list_tasks({ params: { path: ada.path, query: { limit: 1 } } }))) seen.push(task.title);
    assert.deepEqual(seen, ["c", "b", "a"]);
    assert.equal(new Set(paths).size, 1);
  }
});

test("a proxy that puts the path into the Link is followed as well", async () => {
  const links = ["</backend/api/ada/tasks?cursor=1>", "<?cursor=2>", "<https://tasks.example/api/ada/tasks?cursor=3>", "</other?cursor=4>"];
  const urls: string[] = [];
  const fetch = async (request: Request): Promise<Response> => {
    const link = links[urls.push(request.url) - 1];
    return new Response("[]", { headers: { "Content-Type": "application/json", ...(link ? { Link: `${link}; rel=next` } : {}) } });
  };
  const tasks = createTasksClient({ baseUrl: "https://tasks.example/backend", fetch });
  for await (const _ of paginate(tasks.list_tasks({ params: { path: { user_id: "ada" } } }))) assert.fail();
  const moved = createTasksClient({
    baseUrl: "https://tasks.example/backend",
    // Led elsewhere, below another path.
    fetch: async (request) => Object.defineProperty(await fetch(request), "url", { value: request.url.replace("/backend/", "/moved/") }),
  });
  const own = "https://tasks.example/backend/api/ada/tasks";
  assert.deepEqual(urls, [own, `${own}?cursor=1`, `${own}?cursor=2`, `${own}?cursor=3`, "https://tasks.example/backend/other?cursor=4"]);
  urls.length = 1;
  const page = await moved.list_tasks({ params: { path: { user_id: "ada" } } });
  await (page.ok ? page.next?.() : assert.fail());
  assert.deepEqual(urls.slice(1), [own, "https://tasks.example/moved/api/ada/tasks?cursor=2"]);
});

test("what was listed can be changed, if nobody else has", async () => {
  const ada = new User();
  await ada.create({ title: "Buy milk" });
  const [task] = await unwrap(ada.tasks.list_tasks({ params: { path: ada.path } }));
  assert.ok(task !== undefined);
  const params = { path: ada.at(task), header: ifMatch(task) };
  assert.equal((await ada.tasks.patch_task({ params, body: { title: "Buy oat milk" } })).status, 200);
  assert.equal((await ada.tasks.patch_task({ params, body: { title: "No" } })).status, 412);
  const read = await ada.tasks.get_task({ params: { path: params.path } });
  assert.ok(read.ok);
  assert.deepEqual(ifMatch(read.data), ifMatch(read));
});

test("a list that nobody has changed is not sent again", async () => {
  const ada = new User();
  await ada.create({ title: "a" });
  const read = await ada.tasks.list_tasks({ params: { path: ada.path } });
  assert.ok(read.ok);
  const params = { path: ada.path, header: ifNoneMatch(read) };
  const again = await ada.tasks.list_tasks({ params });
  assert.equal(again.status, 304);
  if (again.status === 304) assert.equal(etag(again), etag(read));
  assert.deepEqual([again.data, again.error], [undefined, undefined]);
  await ada.create({ title: "b" });
  assert.equal((await ada.tasks.list_tasks({ params })).status, 200);
});

test("tags are counted, the most used first", async () => {
  const ada = new User();
  await ada.create({ title: "milk", tags: ["home"] });
  await ada.create({ title: "rent", tags: ["money", "home"], completed: true });
  const params = { path: ada.path };
  const answer = await ada.tasks.list_tags({ params });
  assert.ok(answer.ok);
  assert.deepEqual(answer.data, [{ tag: "home", count: 2 }, { tag: "money", count: 1 }]);
  assert.equal((await ada.tasks.list_tags({ params: { ...params, header: ifNoneMatch(answer) } })).status, 304);
  const pending = await unwrap(ada.tasks.list_tags({ params: { ...params, query: { status: "pending", limit: 1 } } }));
  assert.deepEqual(pending, [{ tag: "home", count: 1 }]);
});
