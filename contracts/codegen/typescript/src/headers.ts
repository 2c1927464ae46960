/** Headers to read from an answer, and to send with the next request. */

interface Tagged {
  readonly headers: { get(name: "ETag"): string };
}

/** The entity tag of what was answered (RFC 9110, section 8.8.3). */
export function etag(answer: Tagged): string {
  return present(answer.headers.get("ETag"), "ETag");
}

/**
 * Write only if nobody else has since this answer; otherwise 412 (RFC 9110, section 13.1.1).
 *
 * @example
 * ```ts
 * await tasks.patch_task({ params: { path, header: ifMatch(read) }, body: { title: "Buy oat milk" } });
 * ```
 */
export function ifMatch(answer: Tagged): { "If-Match": string } {
  return { "If-Match": etag(answer) };
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

function present(value: string | null, name: string): string {
  if (value === null) throw new Error(`The answer has no ${name}. Does a proxy remove it, or CORS not expose it?`);
  return value;
}
