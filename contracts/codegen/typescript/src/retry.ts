/** Trying again when the server says when. */

import type { AnyAnswer } from "./answers.js";

/** How often, and for how long. */
export interface RetryOptions {
  /** How often to ask at most; 3 unless given. */
  readonly attempts?: number;
  /** Ends the waiting; the promise rejects with its reason. */
  readonly signal?: AbortSignal;
}

/**
 * Calls again as long as the answer is a failure with a `Retry-After`, after that many seconds; resolves with the last answer. What must
 * not be done twice needs an `Idempotency-Key` that stays the same.
 *
 * @example
 * ```ts
 * const header = idempotencyKey();
 * const answer = await retry(() => tasks.create_task({ params: { path: { user_id: "ada" }, header }, body: { title: "Buy milk" } }));
 * ```
 */
export async function retry<A extends AnyAnswer>(call: () => Promise<A>, options: RetryOptions = {}): Promise<A> {
  const { attempts = 3, signal } = options;
  for (let attempt = 1; ; attempt += 1) {
    const answer = await call();
    const seconds = Number(answer.response.headers.get("Retry-After") ?? Number.NaN);
    if (answer.ok || !(seconds >= 0) || attempt >= attempts) return answer;
    await pause(seconds * 1000, signal);
  }
}

function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, milliseconds);
    if (signal?.aborted) stop();
    else signal?.addEventListener("abort", stop, { once: true });
  });
}
