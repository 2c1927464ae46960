/** Every answer that the contract declares, also those that no request brings about, as the contract shows it. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { createTasksClient, ProblemError, unwrap, type AnyAnswer } from "tasks-api-client";
import { baseUrl } from "./world.js";

interface Shown {
  readonly operation: string;
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: unknown;
}

// Written by the test that starts this one, from the contract's examples.
const shown = JSON.parse(readFileSync("examples.json", "utf8")) as readonly Shown[];
const init = { params: { path: { user_id: "ada", task_id: 1 } }, body: {} };

for (const { operation, status, headers, body } of shown) {
  test(`${operation} ${status}`, async () => {
    const response = new Response(body === null ? null : JSON.stringify(body), { status, headers });
    const tasks = createTasksClient({ baseUrl, fetch: async () => response });
    const call = tasks[operation as keyof typeof tasks] as (given: unknown) => Promise<AnyAnswer>;
    const { body: _, ...withoutBody } = init;
    const answer = await call(operation.startsWith("get") || operation.startsWith("list") ? withoutBody : init);
    const ok = status < 300;
    assert.deepEqual([answer.status, answer.ok], [status, ok]);
    assert.deepEqual(ok ? answer.data : answer.error, body ?? undefined);
    assert.equal(ok ? answer.error : answer.data, undefined);
    for (const [name, value] of Object.entries(headers)) assert.equal(answer.response.headers.get(name), value);
    if (answer.status === 304) return;
    if (ok) assert.deepEqual(await unwrap(answer), answer.data);
    else await assert.rejects(unwrap(answer), ProblemError);
  });
}
