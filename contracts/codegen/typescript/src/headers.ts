/** Headers to read from an answer, and to send with the next request. */

import { VERSIONS, type Versioned } from "./operations.js";

interface Tagged {
  readonly headers: { get(name: "ETag"): string };
}
/** Not the answer of a list: its entity tag is that of the list, which nobody writes. */
type NoList<A> = A extends { readonly data: readonly unknown[] } ? never : unknown;

/** The entity tag of what was answered (RFC 9110, section 8.8.3). */
export function etag(answer: Tagged): string {
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
export function ifMatch<A extends Tagged | Versioned>(read: A & NoList<A>): { "If-Match": string } {
  if (isTagged(read)) return { "If-Match": etag(read) };
  const [version] = VERSIONS.flatMap((name) => Object.entries(read).filter(([member]) => member === name));
  if (version === undefined) throw new TypeError("What was read has no version and no ETag.");
  return { "If-Match": `"${version[1]}"` };
}

/** Answer 304, without a body, while this answer is still current (RFC 9110, section 13.1.2). */
export function ifNoneMatch(answer: Tagged): { "If-None-Match": string } {
  return { "If-None-Match": etag(answer) };
}

/** In how many seconds to try again (RFC 9110, section 10.2.3). */
export function retryAfter(answer: { readonly headers: { get(name: "Retry-After"): string } }): number {
  return Number(present(answer.headers.get("Retry-After"), "Retry-After"));
}

/**
 * A new key, for one thing that a user does. Make it when they begin, and send it with every attempt: however often the
 * request arrives, it is done once.
 */
export function idempotencyKey(): { "Idempotency-Key": string } {
  // Not crypto.randomUUID, which a page without TLS does not have.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return { "Idempotency-Key": Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("") };
}

function isTagged(read: object): read is Tagged {
  return "headers" in read && typeof (read.headers as Partial<Tagged["headers"]>).get === "function";
}

function present(value: string | null, name: string): string {
  if (value === null) throw new Error(`The answer has no ${name}. Does a proxy remove it, or CORS not expose it?`);
  return value;
}
