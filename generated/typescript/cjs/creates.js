// DO NOT EDIT. Generated from the contract by ./codegen.sh; change the contract and run it again.

"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.createOptions = createOptions;
/** New items of a list, each made once and shown at once, for TanStack Query. */
const asked_js_1 = require("./asked.js");
const cache_js_1 = require("./cache.js");
const errors_js_1 = require("./errors.js");
const headers_js_1 = require("./headers.js");
const operations_js_1 = require("./operations.js");
/**
 * The key of each `mutate`, by its context, which is one for all of its attempts. Not of the options alone: a frontend makes these
 * anew at each render, also between two attempts.
 */
const KEYS = new WeakMap();
/** The key of what has failed last, by what was to be made. */
const FAILED = new WeakMap();
/**
 * Options of `useMutation` for an operation that adds an item to a list. Each `mutate` has an `Idempotency-Key` of its own, so that it
 * is tried again as `retry` does and done once; `mutate` with the same object after an error is the same attempt, and has the same key.
 * `optimistic` gives what shows until the server has answered: the item in a list that was asked for with this query, before all others
 * of it, or undefined where it is not in that list. It is taken out when the server refuses, and its answer takes its place.
 *
 * @example
 * ```ts
 * const draft = ({ title }: TaskCreate): Task => ({ ...EMPTY, title });
 * const add = useMutation(createOptions(tasks, queryClient, "create_task", (body, query) => (query.search ? undefined : draft(body))));
 * add.mutate({ path: { user_id: "ada" }, body: { title: "Buy milk" } });
 * ```
 */
function createOptions(client, queryClient, id, optimistic) {
    const { list } = operations_js_1.OPERATIONS[id];
    return {
        mutationKey: [operations_js_1.NAME, id],
        mutationFn: async (create, context = {}) => {
            const given = create;
            const key = KEYS.get(context) ?? FAILED.get(create) ?? (0, headers_js_1.idempotencyKey)();
            KEYS.set(context, key);
            FAILED.delete(create);
            return (await (0, errors_js_1.unwrap)((0, asked_js_1.asked)(client, id, { ...given, header: { ...key, ...given.header } })));
        },
        ...asked_js_1.TRIED,
        onMutate: async (create) => {
            const { path, body } = create;
            const items = [];
            if (optimistic === undefined || list === undefined)
                return { items };
            await queryClient.cancelQueries({ queryKey: asked_js_1.ALL });
            const lists = queryClient.getQueriesData({ queryKey: [operations_js_1.NAME, list, ...(path ? [{ path }] : [])] });
            for (const [key, data] of lists) {
                const { query = {} } = (key[2] ?? {});
                const item = data === undefined ? undefined : optimistic(body, query);
                if (item === undefined)
                    continue;
                items.push(item);
                queryClient.setQueryData(key, (0, cache_js_1.before)(data, item));
            }
            return { items };
        },
        onError: (_, create, shown, context = {}) => {
            const key = KEYS.get(context);
            if (key)
                FAILED.set(create, key);
            replace(shown, undefined);
        },
        onSuccess: (data, _, shown) => replace(shown, data),
        onSettled: () => (0, cache_js_1.settled)(queryClient),
    };
    /** The cache copies what it is given, so an item is known by what it says; of several alike one is as good as another. */
    function replace(shown, now) {
        const texts = new Set(shown?.items.map((one) => JSON.stringify(one)));
        if (texts.size === 0 || list === undefined)
            return;
        for (const [key, data] of queryClient.getQueriesData({ queryKey: [operations_js_1.NAME, list] })) {
            let isFound = false;
            const first = (one) => !isFound && (isFound = texts.has(JSON.stringify(one)));
            queryClient.setQueryData(key, (0, cache_js_1.replaced)(data, first, now));
        }
    }
}
