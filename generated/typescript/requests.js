// DO NOT EDIT. Generated from the contract by ./codegen.sh; change the contract and run it again.

/** From what an operation is called with to the request that is sent. */
import { createQuerySerializer, defaultBodySerializer, defaultPathSerializer, mergeHeaders } from "openapi-fetch";
import { OPERATIONS } from "./operations.js";
const queryOf = createQuerySerializer();
/** The request of an operation, or of a page that a `Link` led to. Throws a RangeError for a value that can't be in a path. */
export function requestOf(id, baseUrl, init, page) {
    const { method, path, media } = OPERATIONS[id];
    const { params = {}, body, ...rest } = init;
    const sent = body === undefined ? undefined : defaultBodySerializer(body);
    const typed = sent === undefined || sent instanceof FormData ? {} : { "Content-Type": media ?? "application/json" };
    const headers = mergeHeaders(typed, params.header);
    const query = queryOf(written(params.query ?? {}));
    const url = page?.href ?? baseUrl.replace(/\/$/, "") + expanded(id, path, (params.path ?? {})) + (query && `?${query}`);
    const request = new Request(url, { ...rest, method: method.toUpperCase(), headers, ...(sent === undefined ? {} : { body: sent }) });
    // What some hosts add to fetch, such as Next.js `next`, is no part of a standard Request.
    for (const [name, value] of Object.entries(rest))
        if (!(name in request))
            Object.assign(request, { [name]: value });
    return request;
}
/** The path, with its values. What would lead to another path than the contract's is refused. */
function expanded(id, path, values) {
    for (const [, name = ""] of path.matchAll(/\{([^{}]+)\}/g)) {
        const value = values[name];
        if (value === undefined || value === null || String(value) === "") {
            throw new RangeError(`${id} needs a value for ${name}, a part of its path.`);
        }
    }
    const found = defaultPathSerializer(path, { ...values });
    const dots = found.split("/").find((segment) => segment === "." || segment === "..");
    if (dots !== undefined)
        throw new RangeError(`"${dots}" can't be a part of the path of ${id}: it leads to another one.`);
    return found;
}
/** Each Date as text (RFC 3339), in arrays and objects too. */
function written(value) {
    if (value instanceof Date)
        return value.toISOString();
    if (Array.isArray(value))
        return value.map(written);
    if (value === null || typeof value !== "object")
        return value;
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, written(part)]));
}
