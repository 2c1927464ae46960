// DO NOT EDIT. Generated from the contract by ./codegen.sh; change the contract and run it again.

/** Changes with `If-Match` that show at once, for TanStack Query. */
import { asked } from "./asked.js";
import { everything, memberOf, settled, show } from "./cache.js";
import { ProblemError, unwrap } from "./errors.js";
import { ifMatch } from "./headers.js";
import { NAME, OPERATIONS } from "./operations.js";
/** How many entity tags of an item are known to be replaced; a form that is open for longer gets a 412. */
const TAGS = 100;
const LINES = new WeakMap();
/**
 * Options of `useMutation` for an operation with `If-Match`. What `body` changes shows at once, in every cached list, page
 * and read that has the item, and what is deleted is gone; the answer of the server takes its place. Changes of one item are sent one
 * after the other, each with the version that the one before has made. Where the server refuses one, as with 412 when
 * somebody else has written, what was there comes back, and all is read anew.
 *
 * @example
 * ```ts
 * const rename = useMutation(changeOptions(tasks, queryClient, "patch_task"));
 * rename.mutate({ item: task, body: { title: "Buy oat milk" } });
 * ```
 */
export function changeOptions(client, queryClient, id) {
    const { method, kind, identity = {} } = OPERATIONS[id];
    const members = Object.values(identity);
    const nameOf = (item) => JSON.stringify([kind, ...[...new Set(members)].sort().map((member) => memberOf(item, member))]);
    const lineOf = (item) => {
        const lines = LINES.get(queryClient) ?? new Map();
        LINES.set(queryClient, lines);
        const name = nameOf(item);
        const line = lines.get(name) ?? { now: undefined, replaced: new Set(), waiting: [], last: Promise.resolve() };
        lines.set(name, line);
        return line;
    };
    const showing = (item, now) => {
        const same = (one) => members.every((name) => memberOf(one, name) === memberOf(item, name));
        show(queryClient, kind, same, now && lineOf(item).waiting.reduce((shown, { body }) => ({ ...shown, ...body }), now));
    };
    async function send({ item, body }, line) {
        const path = Object.fromEntries(Object.entries(identity).map(([parameter, name]) => [parameter, memberOf(item, name)]));
        const known = knownOf(item, line);
        try {
            const data = await unwrap(asked(client, id, { path, header: ifMatch(known), ...(body === undefined ? {} : { body }) }));
            if (method === "delete")
                forget(line);
            else
                written(line, known, data);
            return data;
        }
        catch (error) {
            if (known === line.now && error instanceof ProblemError && Number(error.status) === 412)
                forget(line);
            throw error;
        }
    }
    return {
        mutationKey: [NAME, id],
        mutationFn: (change) => {
            const given = change;
            const line = lineOf(given.item);
            const answer = line.last.then(() => send(given, line));
            line.last = answer.catch(() => undefined);
            return answer;
        },
        onMutate: async (change) => {
            const given = change;
            const line = lineOf(given.item);
            line.waiting.push(given);
            await queryClient.cancelQueries({ queryKey: [NAME] });
            const before = everything(queryClient, kind);
            showing(given.item, method === "delete" ? undefined : knownOf(given.item, line));
            return before;
        },
        onError: (_, change, before) => {
            const given = change;
            leave(given);
            // Another change may be under way, so only a deletion, which has lost the item's place, brings back all.
            if (method === "delete")
                for (const [key, data] of before ?? [])
                    queryClient.setQueryData(key, data);
            else
                showing(given.item, lineOf(given.item).now ?? given.item);
        },
        onSuccess: (data, change) => {
            leave(change);
            if (method !== "delete")
                showing(change.item, data);
        },
        onSettled: (_, __, change) => {
            const { now, waiting } = lineOf(change.item);
            if (now === undefined && waiting.length === 0)
                LINES.get(queryClient)?.delete(nameOf(change.item));
            return settled(queryClient);
        },
    };
    function leave(given) {
        const { waiting } = lineOf(given.item);
        const at = waiting.indexOf(given);
        if (at >= 0)
            waiting.splice(at, 1);
    }
}
const tagOf = (item) => ifMatch(item)["If-Match"];
/** What is known of an item: what these writes have made of it, where somebody has seen what they have replaced. */
const knownOf = (item, { now, replaced }) => (now !== undefined && replaced.has(tagOf(item)) ? now : item);
/** A write on what was known has made an item; where that was not by a write before, somebody else has written between. */
function written(line, known, now) {
    if (line.now === undefined || tagOf(line.now) !== tagOf(known))
        line.replaced.clear();
    line.now = now;
    line.replaced.add(tagOf(known)).delete(tagOf(now));
    for (const tag of [...line.replaced].slice(0, -TAGS))
        line.replaced.delete(tag);
}
/** It is gone, or somebody else has written, so that nobody has seen what the next write would be on. */
function forget(line) {
    line.now = undefined;
    line.replaced.clear();
}
