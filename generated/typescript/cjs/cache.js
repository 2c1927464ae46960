// DO NOT EDIT. Generated from the contract by ./codegen.sh; change the contract and run it again.

"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.everything = everything;
exports.show = show;
exports.before = before;
exports.settled = settled;
exports.memberOf = memberOf;
exports.replaced = replaced;
/** What is in the cache of TanStack Query, with an item changed. */
const asked_js_1 = require("./asked.js");
const operations_js_1 = require("./operations.js");
/** Everything that has items of a kind, as one, in a list or in pages. */
function everything(queryClient, kind) {
    const kinds = operations_js_1.OPERATIONS;
    return queryClient.getQueriesData({ queryKey: asked_js_1.ALL }).filter(([key]) => kinds[String(key[1])]?.kind === kind);
}
/** Put another item in the place of the same one of its kind, in every read, list and page; or take it out. */
function show(queryClient, kind, same, now) {
    for (const [key, data] of everything(queryClient, kind))
        queryClient.setQueryData(key, replaced(data, same, now));
}
/** Put an item before all others of a list, or of the first of its pages. */
function before(data, item) {
    if (Array.isArray(data))
        return [item, ...data];
    if (!isObject(data))
        return data;
    if ("pages" in data && Array.isArray(data.pages)) {
        const [first, ...others] = data.pages;
        return { ...data, pages: [before(first, item), ...others] };
    }
    return "items" in data ? { ...data, items: before(data.items, item) } : data;
}
/** How many writes have ended and wait for what is read anew, which to TanStack Query are under way. */
const READING = new WeakMap();
/** Read all anew, once the last write of several has ended. What an earlier one is reading then is given up: it may lack this one. */
async function settled(queryClient) {
    const reading = READING.get(queryClient) ?? 0;
    if (queryClient.isMutating({ mutationKey: asked_js_1.ALL }) > reading + 1)
        return;
    READING.set(queryClient, reading + 1);
    await queryClient.invalidateQueries({ queryKey: asked_js_1.ALL });
    READING.set(queryClient, (READING.get(queryClient) ?? 1) - 1);
}
function memberOf(item, name) {
    return item[name];
}
/** Cached data with another item in the place of the same one, or without it. */
function replaced(data, same, now) {
    if (Array.isArray(data))
        return data.flatMap((one) => (isObject(one) && same(one) ? (now ?? []) : [one]));
    if (!isObject(data))
        return data;
    if (same(data))
        return now ?? data;
    if ("pages" in data && Array.isArray(data.pages))
        return { ...data, pages: data.pages.map((page) => replaced(page, same, now)) };
    return "items" in data && Array.isArray(data.items) ? { ...data, items: replaced(data.items, same, now) } : data;
}
function isObject(value) {
    return typeof value === "object" && value !== null;
}
