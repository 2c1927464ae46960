// DO NOT EDIT. Generated from the contract by ./codegen.sh; change the contract and run it again.

/** TanStack Query (5) of any framework: keys, options of reads, of lists without end, and of writes that show at once. */
import { ALL, asked, TRIED } from "./asked.js";
import { ProblemError, unwrap } from "./errors.js";
import { NAME, OPERATIONS } from "./operations.js";
export { changeOptions } from "./changes.js";
export { createOptions } from "./creates.js";
/** The key of everything of this API, for `invalidateQueries`. */
export { ALL };
/**
 * The key of a read; without `init` of all reads by this operation. With a `path` alone it is the beginning of all that have it,
 * whatever their query is, pages too: `invalidateQueries({ queryKey: queryKey("list_tasks", { path }) })` is for all lists of a user.
 */
export function queryKey(id, init) {
    return init === undefined ? [NAME, id] : [NAME, id, said(init)];
}
/**
 * Options of `useQuery`, `fetchQuery` and their kin: the body of a success, and an exception for anything else. It is tried again
 * as `retry` does.
 */
export function queryOptions(client, id, ...[init]) {
    const key = [NAME, id, said(init)];
    return {
        queryKey: key,
        queryFn: async ({ signal }) => (await unwrap(asked(client, id, { ...init, signal }))),
        ...TRIED,
    };
}
/** Options of `useInfiniteQuery`: page after page, by the cursor. */
export function infiniteQueryOptions(client, id, ...[init]) {
    const key = [NAME, id, { ...said(init), pages: true }];
    const cursor = OPERATIONS[id].cursor ?? "";
    const { query } = (init ?? {});
    return {
        queryKey: key,
        queryFn: async ({ signal, pageParam }) => {
            const more = pageParam === undefined ? query : { ...query, [cursor]: pageParam };
            const answer = await asked(client, id, { ...init, ...(more ? { query: more } : {}), signal });
            if (!answer.ok)
                throw new ProblemError(answer);
            const page = answer;
            return { items: page.data, nextCursor: page.nextCursor };
        },
        initialPageParam: undefined,
        getNextPageParam: (page) => page.nextCursor,
        ...TRIED,
    };
}
/** What is asked for, without how: `signal` and what else `fetch` takes are no part of a key. */
function said(init = {}) {
    const { path, query, body } = init;
    return { ...(path && { path }), ...(query && { query }), ...(body && { body }) };
}
