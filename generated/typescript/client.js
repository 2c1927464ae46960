// DO NOT EDIT. Generated from the contract by ./codegen.sh; change the contract and run it again.

/** The client: every operation of the contract as a function, on openapi-fetch. */
import createFetch from "openapi-fetch";
import { UnexpectedResponse } from "./errors.js";
import { nextPage } from "./links.js";
import { OPERATIONS, STREAMS } from "./operations.js";
/**
 * Makes a client. It keeps nothing but its options.
 *
 * Its functions resolve with every status that the contract declares, whatever it says. They reject with an
 * {@link UnexpectedResponse} for a response that the contract does not know (a proxy's, say), with `fetch`'s own
 * `TypeError` when there was none, and with the reason of an aborted `signal`.
 */
export function createClient(options = {}) {
    const { baseUrl = "", token, fetch = globalThis.fetch } = options;
    const send = createFetch({ baseUrl }).request;
    async function call(id, init = {}, page) {
        const { method, path, secured, answers } = OPERATIONS[id];
        let sentTo = "";
        const guarded = async (request) => {
            sentTo = request.url;
            if (secured && token !== undefined) {
                request.headers.set("Authorization", `Bearer ${typeof token === "string" ? token : await token()}`);
            }
            const response = await fetch(request);
            if (!expected(response, answers))
                throw new UnexpectedResponse(id, response);
            return response;
        };
        // What is streamed is not read here.
        const { params: _, ...rest } = STREAMS[id] ? { ...init, parseAs: "stream" } : init;
        const { data, error, response } = page === undefined
            ? await send(method, path, { ...rest, params: init.params, fetch: guarded })
            : await send(method, page.pathname + page.search, { ...rest, baseUrl: page.origin, fetch: guarded });
        const next = nextPage(response.headers.get("Link"), response.url || sentTo);
        const { ok, status, headers } = response;
        const body = { data: ok ? data : undefined, error: ok || status === 304 ? undefined : error };
        return {
            ok,
            status,
            ...body,
            headers,
            response,
            next: next && (() => call(id, init, next)),
        };
    }
    const ids = Object.keys(OPERATIONS);
    const functions = ids.map((id) => {
        const stream = STREAMS[id];
        return [id, (init) => (stream ? stream((more) => call(id, more), init ?? {}) : call(id, init))];
    });
    return Object.fromEntries(functions);
}
/** Whether the contract declares the status, and the body's media type for it. */
function expected(response, answers) {
    const declared = answers[response.status];
    if (declared === undefined || declared === null)
        return declared === null;
    return response.headers.get("Content-Type")?.split(";")[0]?.trim().toLowerCase() === declared;
}
