// DO NOT EDIT. Generated from the contract by ./codegen.sh; change the contract and run it again.

/** The client: every operation of the contract as a function. */
import { NoAnswer, UnexpectedResponse } from "./errors.js";
import { grouped } from "./groups.js";
import { nextPage } from "./links.js";
import { OPERATIONS, STREAMS } from "./operations.js";
import { requestOf } from "./requests.js";
import { tokens } from "./tokens.js";
/**
 * Makes a client. It keeps nothing but its options and the token that `unauthorized` got.
 *
 * Its functions resolve with every status that the contract declares, whatever it says. They reject with an
 * {@link UnexpectedResponse} for a response that the contract does not know (a proxy's, say), with {@link NoAnswer}, a
 * `TypeError`, when there was none, with the reason of an aborted `signal`, and with a `RangeError`, before anything is
 * sent, for a value that can't be in a path.
 */
export function createClient(options = {}) {
    const { baseUrl = "", token, unauthorized, middleware = [] } = options;
    const bearer = tokens(token, unauthorized);
    const send = middleware.reduceRight((next, around) => (request) => around(request, next), (request) => arrived(request, () => (options.fetch ?? globalThis.fetch)(request)));
    async function exchanged(secured, made) {
        const first = made();
        if (!secured)
            return [first, await send(first)];
        const sent = await bearer.current();
        const response = await send(authorized(first, sent));
        const renewed = response.status === 401 ? await bearer.renewed(sent) : undefined;
        if (!renewed)
            return [first, response];
        await response.body?.cancel();
        const second = made();
        return [second, await send(authorized(second, renewed))];
    }
    async function call(id, init = {}, page) {
        const { secured, answers, cursor } = OPERATIONS[id];
        const [request, response] = await exchanged(secured, () => requestOf(id, baseUrl, init, page));
        const { ok, status, headers } = response;
        const declared = answers[status];
        if (declared === undefined)
            throw new UnexpectedResponse(id, request, response, { detail: await detailOf(response) });
        const body = declared === null ? undefined : await bodyOf(id, declared, request, response);
        const answer = { ok, status, data: ok ? body : undefined, error: ok ? undefined : body, headers, request, response };
        const target = nextPage(headers.get("Link"), request.url, response.url || request.url, baseUrl);
        const { params: _, body: __, signal: ___, ...kept } = init;
        const next = target && ((more = {}) => call(id, { ...kept, ...more }, target));
        const nextCursor = cursor === undefined ? undefined : (target?.searchParams.get(cursor) ?? undefined);
        return { ...answer, next, nextCursor };
    }
    const ids = Object.keys(OPERATIONS);
    function invoke(id, init = {}) {
        return STREAMS[id]?.((more) => call(id, more), init) ?? call(id, init);
    }
    const functions = Object.fromEntries(ids.map((id) => [id, (init) => invoke(id, init)]));
    return { ...grouped(invoke), ...functions };
}
function authorized(request, token) {
    if (token)
        request.headers.set("Authorization", `Bearer ${token}`);
    return request;
}
/** What came of `exchange`. Throws NoAnswer in place of `fetch`'s own error, unless somebody has cancelled. */
async function arrived(request, exchange) {
    try {
        return await exchange();
    }
    catch (error) {
        if (request.signal.aborted || !(error instanceof TypeError))
            throw error;
        throw new NoAnswer(request, error);
    }
}
/** What a problem says (RFC 9457) that the contract does not declare; undefined of anything else. The body stays unread. */
async function detailOf(response) {
    if (!/[/+]json\b/i.test(response.headers.get("Content-Type") ?? ""))
        return undefined;
    try {
        const { detail } = ((await response.clone().json()) ?? {});
        return typeof detail === "string" ? detail : undefined;
    }
    catch {
        return undefined;
    }
}
/** The body, which has to be of the declared media type, and JSON unless it is a stream, which is not read here. */
async function bodyOf(id, declared, request, response) {
    const given = response.headers.get("Content-Type")?.split(";")[0]?.trim().toLowerCase();
    if (given !== declared)
        throw new UnexpectedResponse(id, request, response, { detail: await detailOf(response) });
    if (response.ok && STREAMS[id])
        return response.body;
    if (request.method === "HEAD")
        return undefined;
    const text = await arrived(request, () => response.text());
    try {
        return JSON.parse(text);
    }
    catch (error) {
        throw new UnexpectedResponse(id, request, response, { text, cause: error });
    }
}
