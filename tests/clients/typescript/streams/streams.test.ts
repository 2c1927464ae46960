/** FR-421: streams of a served package, and of servers that do what ours does not. */

import { deepEqual, equal, ok, rejects } from "node:assert/strict";
import { test } from "node:test";
import { BrokenStream, createTestClient, ProblemError, type Item, type Pet } from "test-client";

const baseUrl = process.env["TEST_URL"] ?? "";
const served = createTestClient({ baseUrl });

/** A client of a server that answers with these, one after the other; a number is a status, an Error that there is none. */
function scripted(type: string, answers: readonly (string | readonly string[] | number | Error)[], asked: Request[] = []) {
  const left = [...answers];
  return createTestClient({
    baseUrl: "http://scripted",
    fetch: async (request) => {
      asked.push(request);
      const next = left.shift();
      if (next === undefined || next instanceof Error) throw next ?? new Error("nothing more was expected");
      if (typeof next === "number") return new Response(next === 204 ? null : "{}", { status: next, headers: { "Content-Type": "application/json" } });
      const parts = typeof next === "string" ? [next] : next;
      return new Response(stream(parts), { headers: { "Content-Type": type } });
    },
  });
}

function stream(parts: readonly string[]): ReadableStream<Uint8Array> {
  const bytes = parts.map((part) => new TextEncoder().encode(part));
  return new ReadableStream({
    pull(controller) {
      const next = bytes.shift();
      if (next === undefined) controller.close();
      else if (next.length === 0) controller.error(new TypeError("terminated"));
      else controller.enqueue(next);
    },
  });
}

async function all<T>(values: AsyncIterable<T>, most = Infinity): Promise<T[]> {
  const found: T[] = [];
  for await (const value of values) {
    found.push(value);
    if (found.length >= most) break;
  }
  return found;
}

test("events are typed, go on after a cut and an end, and end with their signal", async () => {
  const stopping = new AbortController();
  const found: Item<"listen">[] = [];
  const names: string[] = [];
  for await (const event of served.listen({ signal: stopping.signal })) {
    found.push(event);
    if (event.event === "changed") names.push((event.data satisfies Pet).name);
    else stopping.abort();
  }
  deepEqual(names, ["a", "b\n€", "c"]);
  deepEqual(found, [
    { event: "changed", id: "1", retry: 20, data: { name: "a" } },
    { event: "changed", id: "2", data: { name: "b\n€" } },
    { event: "changed", id: "3", data: { name: "c" } },
    { event: "ended" },
  ]);
});

test("who has enough closes the connection", async () => {
  const [first] = await all(served.listen({ params: { header: { "Last-Event-ID": "9" } } }), 1);
  deepEqual(first, { event: "changed", id: "10", data: { name: "ten" } });
});

test("events may be texts", async () => {
  const found = await all(served.text_events({}), 2);
  deepEqual(found, [{ data: "one\ntwo" }, { data: '{"a"' }]);
});

test("JSON lines and records are typed, and end", async () => {
  const pets: Pet[] = await all(served.listed_lines());
  deepEqual(pets, [{ name: "x" }, { name: "y" }]);
  deepEqual(await all(served.sequence()), [{ name: "x" }, { name: "y" }]);
  deepEqual(await all(served.things.listedLines()), pets); // by tag, in camelCase
});

test("JSON lines that are cut off are an error after the whole ones", async () => {
  const found: Pet[] = [];
  await rejects(
    async () => {
      for await (const pet of served.lines()) found.push(pet);
    },
    (error) => error instanceof BrokenStream && error.message === "The stream was cut off." && error.cause !== undefined,
  );
  deepEqual(found, [{ name: "x" }]);
});

for (const [parts, expected] of [
  [['{"name":"a"}\n{"name":"b"}\n'], 2],
  [['{"na', 'me":"a"}\r\n\n{"name":"b"}'], 2],
  [['{"name":"a"}\n{"name":'], "The stream has a value that is not JSON."],
  [['{"name":"a"}\n1'], "The stream was cut off."],
  [['{"name":"a"}\n{"name":"b"}', ""], "The stream was cut off."],
  [['{"name":"a"}\nnull\n\n\n'], 2],
  [["\u{feff}", '{"name":"a"}', "\n[]"], 2],
] as const) {
  test(`lines: ${JSON.stringify(parts)}`, async () => {
    const found: unknown[] = [];
    const reading = async (): Promise<void> => {
      for await (const value of scripted("application/jsonl", [parts]).lines()) found.push(value);
    };
    if (typeof expected === "string") await rejects(reading, { name: "BrokenStream", message: expected });
    else await reading();
    deepEqual(found[0], { name: "a" });
    equal(found.length, typeof expected === "number" ? expected : 1);
  });
}

test("lines whose signal is aborted reject with its reason", async () => {
  const stopping = new AbortController();
  const reason = new Error("enough");
  const lines = served.lines({ signal: stopping.signal });
  deepEqual((await lines.next()).value, { name: "x" });
  stopping.abort(reason);
  await rejects(lines.next(), reason);
});

const CHANGED = { event: "changed", data: { name: "a" } };
for (const parts of [
  ['event: changed\ndata: {"name":"a"}\n\n'],
  ['event:changed\r\ndata:{"name":\r\ndata:"a"}\r\n\r\n'],
  ['event: changed\rdata: {"name":"a"}\r\r'],
  [...'event: changed\r\ndata: {"name":"a"}\r\n\r\n'],
  ['\u{feff}: ping\n\nevent: x\nevent: changed\ndata: {"name":"a"}\nother: 1\nretry: soon\nid: \0\n\n'],
  ["id: 1\n: \n\nid\n\n", 'event: changed\ndata: {"name":"a"}\n\n'],
]) {
  test(`events: ${JSON.stringify(parts)}`, async () => {
    deepEqual(await all(scripted("text/event-stream", [parts]).listen(), 1), [CHANGED]);
  });
}

test("an event that is cut off is none, and what comes next is asked for", async () => {
  const asked: Request[] = [];
  const client = scripted(
    "text/event-stream",
    [
      ['retry: 1\nid: 5\n\nevent: changed\ndata: {"name":"lost"}\n'],
      new TypeError("fetch failed"),
      503,
      ['event: changed\ndata: {"name":"half', ""],
      'id: 6\nevent: changed\ndata: {"name":"a"}\n\n',
      204,
    ],
    asked,
  );
  deepEqual(await all(client.listen()), [{ ...CHANGED, id: "6" }]);
  deepEqual(
    asked.map((request) => request.headers.get("Last-Event-ID")),
    [null, "5", "5", "5", "5", "6"],
  );
});

test("what the first request fails with is thrown at once, and later what will not pass", async () => {
  await rejects(all(scripted("text/event-stream", [new TypeError("no server")]).listen()), TypeError);
  await rejects(all(scripted("text/event-stream", [503]).listen()), { name: "UnexpectedResponse", status: 503 });
  await rejects(all(scripted("text/event-stream", [404]).listen()), ProblemError);
  const later = scripted("text/event-stream", ["retry: 1\n\n", 404]).listen();
  await rejects(all(later), (error) => error instanceof ProblemError && error.status === 404);
});

test("an event that is not JSON is an error, and no reason to connect again", async () => {
  const client = scripted("text/event-stream", ["event: changed\ndata: {\n\n"]);
  await rejects(all(client.listen()), { name: "BrokenStream", message: "The stream has a value that is not JSON." });
});

test("the wait is as long as retry says, and ends with the signal", async () => {
  const stopping = new AbortController();
  const asked: number[] = [];
  const fetch = async (): Promise<Response> => {
    asked.push(performance.now());
    if (asked.length === 2) setTimeout(() => stopping.abort());
    const retry = asked.length === 1 ? 400 : 2 ** 31 - 1;
    return new Response(stream([`retry: ${retry}\n\n`]), { headers: { "Content-Type": "text/event-stream" } });
  };
  const client = createTestClient({ baseUrl: "http://scripted", fetch });
  deepEqual(await all(client.listen({ signal: stopping.signal })), []);
  const [first = 0, second = 0, ...more] = asked;
  ok(second - first >= 399, `${second - first}`);
  equal(more.length, 0);
});

test("a stream whose signal is aborted already asks for nothing", async () => {
  const asked: Request[] = [];
  const client = scripted("text/event-stream", [], asked);
  deepEqual(await all(client.listen({ signal: AbortSignal.abort() })), []);
  equal(asked.length, 0);
});
