// DO NOT EDIT. Generated from the contract by ./codegen.sh; change the contract and run it again.

/** TanStack Query (5) of any framework: keys, options of reads and of lists without end, and changes that show at once. */
import { ProblemError, unwrap } from "./errors.js";
import { ifMatch } from "./headers.js";
import { NAME, OPERATIONS } from "./operations.js";
import { delayAfter, mayRepeat } from "./retry.js";
/** The key of everything of this API, for `invalidateQueries`. */
export const ALL = [NAME];
/** The key of a read; without `init` of all reads by this operation. */
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
/**
 * Options of `useMutation` for an operation with `If-Match`. What `body` changes shows at once, in every cached list, page
 * and read that has the item, and what is deleted is gone; the answer of the server takes its place. Where the server
 * refuses it, as with 412 when somebody else has written, what was there comes back, and all is read anew.
 *
 * @example
 * ```ts
 * const rename = useMutation(changeOptions(tasks, queryClient, "patch_task"));
 * rename.mutate({ item: task, body: { title: "Buy oat milk" } });
 * ```
 */
export function changeOptions(client, queryClient, id) {
    const { method, identity = {} } = OPERATIONS[id];
    const show = (item, now) => {
        const same = (one) => Object.values(identity).every((name) => memberOf(one, name) === memberOf(item, name));
        for (const [key, data] of queryClient.getQueriesData({ queryKey: ALL }))
            queryClient.setQueryData(key, replaced(data, same, now));
    };
    return {
        mutationKey: [NAME, id],
        mutationFn: async (change) => {
            const { item, body } = change;
            const path = Object.fromEntries(Object.entries(identity).map(([parameter, name]) => [parameter, memberOf(item, name)]));
            return (await unwrap(asked(client, id, { path, header: ifMatch(item), ...(body === undefined ? {} : { body }) })));
        },
        onMutate: async (change) => {
            await queryClient.cancelQueries({ queryKey: ALL });
            const before = queryClient.getQueriesData({ queryKey: ALL });
            const { item, body } = change;
            show(item, method === "delete" ? undefined : { ...item, ...body });
            return before;
        },
        onError: (_, { item }, before) => {
            // Another change may be under way, so only a deletion, which has lost the item's place, brings back all.
            if (method !== "delete")
                show(item, item);
            else
                for (const [key, data] of before ?? [])
                    queryClient.setQueryData(key, data);
        },
        onSuccess: (data, { item }) => {
            if (method !== "delete")
                show(item, data);
        },
        onSettled: async () => {
            if (queryClient.isMutating({ mutationKey: ALL }) <= 1)
                await queryClient.invalidateQueries({ queryKey: ALL });
        },
    };
}
/** Tried again as `retry` does: up to three times in all, and only what may help. */
const TRIED = {
    retry: (failures, error) => failures < 2 && mayRepeat(error instanceof ProblemError ? error.answer : error),
    retryDelay: (failures, error) => delayAfter(error instanceof ProblemError ? error.answer : error, failures + 1),
};
/** What is asked for, without how: `signal` and what else `fetch` takes are no part of a key. */
function said(init = {}) {
    const { path, query, body } = init;
    return { path, query, body };
}
function asked(client, id, init) {
    const { path, query, header, ...rest } = init;
    const call = client[id];
    return call({ ...rest, params: { ...(path ? { path } : {}), ...(query ? { query } : {}), ...(header ? { header } : {}) } });
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
    if ("pages" in data && Array.isArray(data.pages))
        return { ...data, pages: data.pages.map((page) => replaced(page, same, now)) };
    if ("items" in data && Array.isArray(data.items))
        return { ...data, items: replaced(data.items, same, now) };
    return now !== undefined && same(data) ? now : data;
}
function isObject(value) {
    return typeof value === "object" && value !== null;
}
