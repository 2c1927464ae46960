// DO NOT EDIT. Generated from the contract by ./codegen.sh; change the contract and run it again.

"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.ALL = exports.createOptions = exports.changeOptions = void 0;
exports.queryKey = queryKey;
exports.queryOptions = queryOptions;
exports.infiniteQueryOptions = infiniteQueryOptions;
/** TanStack Query (5) of any framework: keys, options of reads, of lists without end, and of writes that show at once. */
const asked_js_1 = require("./asked.js");
Object.defineProperty(exports, "ALL", { enumerable: true, get: function () { return asked_js_1.ALL; } });
const errors_js_1 = require("./errors.js");
const operations_js_1 = require("./operations.js");
var changes_js_1 = require("./changes.js");
Object.defineProperty(exports, "changeOptions", { enumerable: true, get: function () { return changes_js_1.changeOptions; } });
var creates_js_1 = require("./creates.js");
Object.defineProperty(exports, "createOptions", { enumerable: true, get: function () { return creates_js_1.createOptions; } });
/**
 * The key of a read; without `init` of all reads by this operation. With a `path` alone it is the beginning of all that have it,
 * whatever their query is, pages too: `invalidateQueries({ queryKey: queryKey("list_tasks", { path }) })` is for all lists of a user.
 */
function queryKey(id, init) {
    return init === undefined ? [operations_js_1.NAME, id] : [operations_js_1.NAME, id, said(init)];
}
/**
 * Options of `useQuery`, `fetchQuery` and their kin: the body of a success, and an exception for anything else. It is tried again
 * as `retry` does.
 */
function queryOptions(client, id, ...[init]) {
    const key = [operations_js_1.NAME, id, said(init)];
    return {
        queryKey: key,
        queryFn: async ({ signal }) => (await (0, errors_js_1.unwrap)((0, asked_js_1.asked)(client, id, { ...init, signal }))),
        ...asked_js_1.TRIED,
    };
}
/** Options of `useInfiniteQuery`: page after page, by the cursor. */
function infiniteQueryOptions(client, id, ...[init]) {
    const key = [operations_js_1.NAME, id, { ...said(init), pages: true }];
    const cursor = operations_js_1.OPERATIONS[id].cursor ?? "";
    const { query } = (init ?? {});
    return {
        queryKey: key,
        queryFn: async ({ signal, pageParam }) => {
            const more = pageParam === undefined ? query : { ...query, [cursor]: pageParam };
            const answer = await (0, asked_js_1.asked)(client, id, { ...init, ...(more ? { query: more } : {}), signal });
            if (!answer.ok)
                throw new errors_js_1.ProblemError(answer);
            const page = answer;
            return { items: page.data, nextCursor: page.nextCursor };
        },
        initialPageParam: undefined,
        getNextPageParam: (page) => page.nextCursor,
        ...asked_js_1.TRIED,
    };
}
/** What is asked for, without how: `signal` and what else `fetch` takes are no part of a key. */
function said(init = {}) {
    const { path, query, body } = init;
    return { ...(path && { path }), ...(query && { query }), ...(body && { body }) };
}
