// DO NOT EDIT. Generated from the contract by ./codegen.sh; change the contract and run it again.

/** Handlers for Mock Service Worker (msw 2.10 or newer) that answer as the contract shows. */
import { http, HttpResponse } from "msw";
import { EXAMPLES } from "./examples.js";
import { OPERATIONS, STREAMS } from "./operations.js";
/** A handler for every operation that does not stream, with what the contract shows of its success. */
export function handlers(place = {}) {
    const ids = Object.keys(OPERATIONS);
    // A path without parameters goes before one that has a parameter in its place.
    const order = (id) => OPERATIONS[id].path.replaceAll("{", "\uffff");
    const sorted = ids.sort((one, other) => (order(one) < order(other) ? -1 : 1));
    return sorted.flatMap((id) => {
        const status = Object.keys(EXAMPLES[id]).map(Number).find((one) => one >= 200 && one < 300);
        return status === undefined || STREAMS[id] ? [] : [handler(id, status, {}, place)];
    });
}
/**
 * A handler for one operation that answers with this status: with what the contract shows of it, or what is given.
 *
 * @example
 * ```ts
 * server.use(answering("list_tasks", 503));
 * server.use(answering("get_task", 200, { body: { ...task, title: "Buy oat milk" } }));
 * ```
 */
export function answering(id, status, given = {}, place = {}) {
    return handler(id, status, given, place);
}
function handler(id, status, given, { baseUrl }) {
    const { method, path, answers, cursor } = OPERATIONS[id];
    const shown = EXAMPLES[id][status] ?? { headers: {} };
    const template = path
        .replaceAll(/[:*?+()]/g, "\\$&")
        .replaceAll(/\{[^{}]+\}/g, (_, at) => `:p${at}`);
    const media = answers[status];
    const headers = { ...shown.headers, ...(media ? { "Content-Type": media } : {}), ...given.headers };
    const body = given.body ?? shown.body;
    const place = baseUrl === undefined ? "*" : baseUrl.replace(/\/$/, "");
    return http[method](place + template, ({ request }) => {
        const response = new HttpResponse(media ? JSON.stringify(body) : null, { status, headers });
        // The page that a Link of the first one leads to is the last; and where no parameter tells them apart, the first is.
        if (cursor === undefined || new URL(request.url).searchParams.has(cursor))
            response.headers.delete("Link");
        return response;
    });
}
