// DO NOT EDIT. Generated from the contract by ./codegen.sh; change the contract and run it again.

/** Headers to read from an answer, and to send with the next request. */
import { VERSIONS } from "./operations.js";
/** The entity tag of what was answered (RFC 9110, section 8.8.3). */
export function etag(answer) {
    return present(answer.headers.get("ETag"), "ETag");
}
/**
 * Write only if nobody else has since this was read; otherwise 412 (RFC 9110, section 13.1.1). What was read is an answer,
 * or an object that has its version, also out of a list.
 *
 * @example
 * ```ts
 * await tasks.patch_task({ params: { path, header: ifMatch(read) }, body: { title: "Buy oat milk" } });
 * ```
 */
export function ifMatch(read) {
    if (isTagged(read))
        return { "If-Match": etag(read) };
    const [version] = VERSIONS.flatMap((name) => Object.entries(read).filter(([member]) => member === name));
    if (version === undefined)
        throw new TypeError("What was read has no version and no ETag.");
    return { "If-Match": `"${version[1]}"` };
}
/** Answer 304, without a body, while this answer is still current (RFC 9110, section 13.1.2). */
export function ifNoneMatch(answer) {
    return { "If-None-Match": etag(answer) };
}
/** In how many seconds to try again (RFC 9110, section 10.2.3). */
export function retryAfter(answer) {
    return Number(present(answer.headers.get("Retry-After"), "Retry-After"));
}
/**
 * A new key, for one thing that a user does. Make it when they begin, and send it with every attempt: however often the
 * request arrives, it is done once.
 */
export function idempotencyKey() {
    // Not crypto.randomUUID, which a page without TLS does not have.
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return { "Idempotency-Key": Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("") };
}
function isTagged(read) {
    return "headers" in read && typeof read.headers.get === "function";
}
function present(value, name) {
    if (value === null)
        throw new Error(`The answer has no ${name}. Does a proxy remove it, or CORS not expose it?`);
    return value;
}
