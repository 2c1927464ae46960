/** Writes through TanStack Query of two kinds of items that have the same ids: node kinds.mjs CLIENT, generated of test_kinds.py's contract. */

import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";

const [, , client] = process.argv;
const load = (name) => import(pathToFileURL(`${client}/${name}`).href);
const { QueryClient, MutationObserver } = await load("node_modules/@tanstack/query-core/build/modern/index.js");
const { changeOptions, queryOptions, infiniteQueryOptions } = await load("query.js");
const { createClient } = await load("client.js");

const path = { user_id: "ada" };
const task = { id: 1, user_id: "ada", title: "a task", version: 1 };
const note = { id: 1, user_id: "ada", title: "a note", version: 1, items: [task] };
const tags = [];
const api = createClient({
  baseUrl: "http://127.0.0.1:1",
  fetch: async (request) => {
    tags.push(`${request.method} ${request.headers.get("If-Match")}`);
    if (request.method === "DELETE") return new Response(null, { status: 204 });
    const kind = request.url.includes("notes") ? note : task;
    return new Response(JSON.stringify({ ...kind, ...(await request.json()), version: 7 }), { headers: { "Content-Type": "application/json" } });
  },
});
const cache = new QueryClient();
const keys = {
  tasks: queryOptions(api, "list_tasks", { path }).queryKey,
  notes: queryOptions(api, "list_notes", { path }).queryKey,
  pages: infiniteQueryOptions(api, "list_notes", { path }).queryKey,
  task: queryOptions(api, "get_task", { path: { ...path, task_id: 1 } }).queryKey,
  note: queryOptions(api, "get_note", { path: { ...path, note_id: 1 } }).queryKey,
};
cache.setQueryData(keys.tasks, [task]);
cache.setQueryData(keys.notes, [note]);
cache.setQueryData(keys.pages, { pages: [{ items: [note] }], pageParams: [undefined] });
cache.setQueryData(keys.task, task);
cache.setQueryData(keys.note, note);
const shown = () => Object.fromEntries(Object.entries(keys).map(([name, key]) => [name, cache.getQueryData(key)]));
const change = (id, item, body) => new MutationObserver(cache, changeOptions(api, cache, id)).mutate({ item, ...(body && { body }) });

await change("patch_task", task, { title: "b" });
const changed = { ...task, title: "b", version: 7 };
assert.deepEqual(shown(), { tasks: [changed], notes: [note], pages: { pages: [{ items: [note] }], pageParams: [undefined] }, task: changed, note });
await change("patch_note", note, { title: "c" });
const written = { ...note, title: "c", version: 7 };
assert.deepEqual(shown(), { tasks: [changed], notes: [written], pages: { pages: [{ items: [written] }], pageParams: [undefined] }, task: changed, note: written });
await change("delete_task", changed);
assert.deepEqual([shown().tasks, shown().notes], [[], [written]]);
assert.deepEqual(tags, ['PATCH "1"', 'PATCH "1"', 'DELETE "7"']);
