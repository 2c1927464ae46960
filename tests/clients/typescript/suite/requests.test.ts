/** What happens between the client and the server. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { createTasksClient, NoAnswer, paginate, retry, retryAfter, UnexpectedResponse } from "tasks-api-client";
import { baseUrl, clientOf, tokenOf, User } from "./world.js";

const PROBLEM = { type: "about:blank", title: "No", status: 429, detail: "Not now.", request_id: "1" };

function problem(status: number, headers: Record<string, string> = {}): Response {
  const fields = { "Content-Type": "application/problem+json", ...headers };
  return new Response(JSON.stringify({ ...PROBLEM, status }), { status, headers: fields });
}

test("a request is cancelled", async () => {
  const ada = new User();
  const abort = new AbortController();
  const search = ada.tasks.list_tasks({ params: { path: ada.path }, signal: abort.signal });
  abort.abort();
  await assert.rejects(search, { name: "AbortError" });
});

test("a page has a signal of its own", async () => {
  const ada = new User();
  for (const title of ["a", "b"]) await ada.create({ title });
  const [early, late] = [new AbortController(), new AbortController()];
  const first = await ada.tasks.list_tasks({ params: { path: ada.path, query: { limit: 1 } }, signal: early.signal });
  assert.ok(first.ok && first.next !== undefined);
  early.abort();
  assert.equal((await first.next()).status, 200);
  const second = first.next({ signal: late.signal });
  late.abort(new Error("left"));
  await assert.rejects(second, { message: "left" });
  const seen: string[] = [];
  const abort = new AbortController();
  await assert.rejects(
    async () => {
      const list = ada.tasks.list_tasks({ params: { path: ada.path, query: { limit: 1 } } });
      for await (const task of paginate(list, { signal: abort.signal })) abort.abort(seen.push(task.title));
    },
    (reason) => reason === 1,
  );
  assert.equal(seen.length, 1);
});

test("a token is asked for at every request", async () => {
  const ada = new User();
  const tokens = [tokenOf(ada.id), tokenOf(ada.id, -600)];
  const tasks = clientOf({ token: async () => tokens.shift() ?? "" });
  assert.equal((await tasks.list_tasks({ params: { path: ada.path } })).status, 200);
  assert.equal((await tasks.list_tasks({ params: { path: ada.path } })).status, 401);
});

test("the server is not there", async () => {
  const tasks = createTasksClient({ baseUrl: "http://127.0.0.1:1" });
  await assert.rejects(tasks.get_liveness(), (error) => {
    assert.ok(error instanceof TypeError && error instanceof NoAnswer && error.cause instanceof TypeError);
    assert.deepEqual([error.message, error.request.method], [`No answer to GET ${error.request.url}: ${error.cause.message}`, "GET"]);
    return true;
  });
});

test("what was asked for is in no message, which may be logged", async () => {
  const params = { path: { user_id: "ada" }, query: { search: "secret" } };
  const place = `${baseUrl}/api/ada/tasks`;
  for (const [fetch, said] of [
    [() => Promise.reject(new TypeError("no")), `No answer to GET ${place}: no`],
    [async () => new Response("", { status: 502 }), `GET ${place} was answered with 502, `],
  ] as const) {
    await assert.rejects(createTasksClient({ baseUrl, fetch }).list_tasks({ params }), (error) => {
      assert.ok(error instanceof NoAnswer || error instanceof UnexpectedResponse);
      assert.ok(error.message.startsWith(said), error.message);
      assert.match(error.request.url, /secret/);
      return true;
    });
  }
});

test("a response that the contract does not know is none of its answers", async () => {
  const page = new Response("<h1>Bad gateway</h1>", { status: 502, headers: { "Content-Type": "text/html" } });
  const known = new Response("<h1>Unavailable</h1>", { status: 503, headers: { "Content-Type": "text/html" } });
  for (const response of [page, known]) {
    const tasks = createTasksClient({ baseUrl, fetch: async () => response });
    await assert.rejects(tasks.get_readiness(), (error) => {
      assert.ok(error instanceof UnexpectedResponse);
      assert.equal(error.status, response.status);
      const said = `GET ${baseUrl}/health/ready was answered with ${response.status}, text/html, which the contract does not declare for get_readiness.`;
      assert.equal(error.message, said);
      return true;
    });
    assert.match(await response.text(), /^<h1>/);
  }
});

test("what a problem says that the contract does not know is told", async () => {
  for (const [body, said] of [['{"detail": "Too old."}', " It says: Too old."], ["null", ""], ['{"detail": 1}', ""], ["{", ""]] as const) {
    const unknown = new Response(body, { status: 426, headers: { "Content-Type": "application/problem+json" } });
    const tasks = createTasksClient({ baseUrl, fetch: async () => unknown });
    await assert.rejects(tasks.get_liveness(), (error) => {
      assert.ok(error instanceof UnexpectedResponse && error.text === undefined);
      assert.equal(error.message.split("get_liveness.")[1], said);
      return true;
    });
    assert.equal(await unknown.text(), body);
  }
});

test("a body that is empty, or no JSON, is no answer of the contract", async () => {
  for (const [status, body] of [[200, ""], [200, '{"id": 1, "ti'], [404, ""], [404, "<h1>"]] as const) {
    const type = status === 200 ? "application/json" : "application/problem+json";
    for (const length of [{}, { "Content-Length": `${body.length}` }]) {
      const fetch = async (): Promise<Response> => new Response(body, { status, headers: { "Content-Type": type, ...length } });
      const tasks = createTasksClient({ baseUrl, fetch });
      await assert.rejects(tasks.get_task({ params: { path: { user_id: "ada", task_id: 1 } } }), (error) => {
        assert.ok(error instanceof UnexpectedResponse && error.cause instanceof SyntaxError);
        assert.deepEqual([error.status, error.text], [status, body]);
        return true;
      });
    }
  }
});

test("what would lead to another path is not sent", async () => {
  const tasks = createTasksClient({ baseUrl, fetch: () => assert.fail("it was sent") });
  for (const user_id of [".", "..", "", undefined, null] as string[]) {
    await assert.rejects(tasks.list_tasks({ params: { path: { user_id } } }), RangeError);
    await assert.rejects(tasks.get_task({ params: { path: { user_id, task_id: 1 } } }), RangeError);
    await assert.rejects(async () => tasks.forUser(user_id).tasks.list(), RangeError);
  }
  await assert.rejects(tasks.list_tasks({ params: {} } as Parameters<typeof tasks.list_tasks>[0]), RangeError);
  const urls: string[] = [];
  const sent = createTasksClient({ baseUrl, fetch: (request) => (urls.push(request.url), Promise.reject(new TypeError("no"))) });
  for (const user_id of ["...", "%2e%2e", "a/..", "..a"]) await assert.rejects(sent.list_tasks({ params: { path: { user_id } } }), NoAnswer);
  assert.deepEqual(urls, ["...", "%252e%252e", "a%2F..", "..a"].map((part) => `${baseUrl}/api/${part}/tasks`));
});

test("a Date of a query is written as text", async () => {
  const ada = new User();
  await ada.create({ title: "early", due_date: "2026-03-01T09:00:00Z" });
  await ada.create({ title: "late", due_date: "2026-03-01T11:00:00Z" });
  const query = { due_after: new Date("2026-03-01T10:00:00Z") };
  const found = await ada.tasks.list_tasks({ params: { path: ada.path, query } });
  assert.deepEqual(found.ok && found.data.map((task) => task.title), ["late"]);
  assert.match(found.request.url, /due_after=2026-03-01T10%3A00%3A00\.000Z$/);
});

test("fetch is what it is when it is called", async (context) => {
  const tasks = createTasksClient({ baseUrl });
  context.mock.method(globalThis, "fetch", async () => problem(503, { "Retry-After": "1" }));
  assert.equal((await tasks.get_readiness()).status, 503);
});

test("a request is repeated when the server says so, and the key stays", async () => {
  const ada = new User();
  const keys: (string | null)[] = [];
  const busy = [problem(503, { "Retry-After": "1" }), problem(409, { "Retry-After": "1" })];
  const tasks = clientOf({
    token: tokenOf(ada.id),
    fetch: async (request) => (keys.push(request.headers.get("Idempotency-Key")), busy.shift() ?? fetch(request)),
  });
  const header = { "Idempotency-Key": "once" };
  const create = (): ReturnType<typeof tasks.create_task> =>
    tasks.create_task({ params: { path: ada.path, header }, body: { title: "Buy milk" } });
  assert.equal((await retry(create)).status, 201);
  assert.deepEqual(keys, ["once", "once", "once"]);
});

test("it is not repeated for ever, nor after it was cancelled, nor without a word of the server's", async () => {
  let count = 0;
  const answering = (status: number, headers: Record<string, string>): (() => ReturnType<typeof tasks.list_tasks>) => {
    count = 0;
    const tasks = createTasksClient({ baseUrl, fetch: async () => ((count += 1), problem(status, headers)) });
    return () => tasks.list_tasks({ params: { path: { user_id: "ada" } } });
  };
  const refused = await retry(answering(429, { "Retry-After": "1" }), { attempts: 2 });
  assert.deepEqual([refused.status, count], [429, 2]);
  if (refused.status === 429) assert.equal(retryAfter(refused), 1);
  await retry(answering(500, {}));
  assert.equal(count, 1);
  const done = new Response("[]", { headers: { "Content-Type": "application/json", "Retry-After": "60" } });
  const tasks = createTasksClient({ baseUrl, fetch: async () => done });
  assert.equal((await retry(() => tasks.list_tasks({ params: { path: { user_id: "ada" } } }))).status, 200);
  const call = answering(429, { "Retry-After": "60" });
  await assert.rejects(retry(call, { signal: AbortSignal.timeout(50) }), { name: "TimeoutError" });
  await assert.rejects(retry(call, { signal: AbortSignal.abort(new Error("left")) }), { message: "left" });
});

test("a page at another origin does not get the token", async () => {
  const headers = { "Content-Type": "application/json", Link: '<https://elsewhere.example/?cursor=a>; rel="next"' };
  const tasks = createTasksClient({ baseUrl, token: "secret", fetch: async () => new Response("[]", { headers }) });
  await assert.rejects(tasks.list_tasks({ params: { path: { user_id: "ada" } } }), /another origin/);
});

test("of several links the next one is taken", async () => {
  const urls: string[] = [];
  const links = '</a?cursor=0>; rel="prev", </b?x=1,2&cursor=1>; title="a; rel=next"; rel="last next", </c>; rel=first';
  const tasks = createTasksClient({
    baseUrl,
    fetch: async (request) => {
      urls.push(request.url);
      const headers = { "Content-Type": "application/json", ...(urls.length === 1 ? { Link: links } : {}) };
      return new Response("[]", { headers });
    },
  });
  for await (const _ of paginate(tasks.list_tasks({ params: { path: { user_id: "ada" } } }))) assert.fail();
  assert.deepEqual(urls, [`${baseUrl}/api/ada/tasks`, `${baseUrl}/b?x=1,2&cursor=1`]);
});
