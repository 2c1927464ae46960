// DO NOT EDIT. Generated from the contract by ./codegen.sh; change the contract and run it again.

/** Trying again when the server says when. */
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
export async function retry(call, options = {}) {
    const { attempts = 3, signal } = options;
    for (let attempt = 1;; attempt += 1) {
        const answer = await call();
        const seconds = Number(answer.response.headers.get("Retry-After") ?? Number.NaN);
        if (answer.ok || !(seconds >= 0) || attempt >= attempts)
            return answer;
        await pause(seconds * 1000, signal);
    }
}
function pause(milliseconds, signal) {
    return new Promise((resolve, reject) => {
        const stop = () => {
            clearTimeout(timer);
            reject(signal?.reason);
        };
        const timer = setTimeout(() => {
            signal?.removeEventListener("abort", stop);
            resolve();
        }, milliseconds);
        if (signal?.aborted)
            stop();
        else
            signal?.addEventListener("abort", stop, { once: true });
    });
}
