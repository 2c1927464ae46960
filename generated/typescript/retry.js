// DO NOT EDIT. Generated from the contract by ./codegen.sh; change the contract and run it again.

/** Trying again. */
import { NoAnswer, OutcomeUnknown, UnexpectedResponse } from "./errors.js";
const READS = ["GET", "HEAD", "OPTIONS", "QUERY"];
const PROXIES = [502, 503, 504];
/** How often to call: the pauses between are 11 to 16 seconds together. */
export const ATTEMPTS = 6;
/**
 * Calls up to six times (or `attempts`), and resolves or rejects as the last call does. It calls again
 *
 * - after a 4xx with a `Retry-After`, such as 429;
 * - after what got lost on the way: no answer, half an answer, 502, 503 and 504. Only if that can't do a thing twice: for
 *   reads, and for requests with an `Idempotency-Key`, which has to stay the same, or an `If-Match`.
 *
 * It waits for half a second, which doubles each time, less up to a quarter at random; and for as many seconds as `Retry-After`
 * says, which is at least so long after a 5xx.
 * Rejects with {@link OutcomeUnknown} where an answer was lost and the next attempt is a 412: it may be the first one's doing.
 *
 * @example
 * ```ts
 * const header = idempotencyKey();
 * const answer = await retry(() => tasks.create_task({ params: { path: { user_id: "ada" }, header }, body: { title: "Buy milk" } }));
 * ```
 */
export async function retry(call, options = {}) {
    const { attempts = ATTEMPTS, signal } = options;
    let lost;
    for (let attempt = 1;; attempt += 1) {
        const outcome = await call().catch(lostOrThrow);
        const failed = isLost(outcome) || !outcome.ok;
        if (!isLost(outcome) && lost !== undefined && !outcome.ok && mayBeOurs(outcome))
            throw new OutcomeUnknown(outcome, lost);
        if (!failed || attempt >= attempts || !mayRepeat(outcome)) {
            if (isLost(outcome))
                throw outcome;
            return outcome;
        }
        if (isLost(outcome) || outcome.status >= 500)
            lost = outcome;
        await pause(delayAfter(outcome, attempt), signal);
    }
}
function isLost(outcome) {
    return outcome instanceof NoAnswer || outcome instanceof UnexpectedResponse;
}
function lostOrThrow(error) {
    if (isLost(error))
        return error;
    throw error;
}
/** The milliseconds to wait after a number of attempts: what `Retry-After` says, and longer each time. */
export function delayAfter(outcome, attempts) {
    const said = isAnswered(outcome) ? waitFor(outcome.response.headers.get("Retry-After")) : undefined;
    if (said !== undefined && isAnswered(outcome) && outcome.status < 500)
        return said;
    return Math.max(said ?? 0, (0.75 + 0.25 * Math.random()) * Math.min(10_000, 500 * 2 ** (attempts - 1)));
}
/** Whether another attempt may help, and can't do a thing twice. */
export function mayRepeat(outcome) {
    if (!(outcome instanceof NoAnswer) && !isAnswered(outcome))
        return false;
    const { method, headers } = outcome.request;
    const condition = headers.get("If-Match");
    const once = READS.includes(method) || headers.has("Idempotency-Key") || (condition !== null && condition !== "*");
    if (outcome instanceof NoAnswer)
        return once;
    if (outcome.status < 500 && outcome.response.headers.has("Retry-After"))
        return true;
    return once && (PROXIES.includes(outcome.status) || (outcome instanceof UnexpectedResponse && outcome.text !== undefined));
}
/** Whether an answer is what an earlier attempt would have caused. */
function mayBeOurs({ request, status }) {
    if (!request.headers.has("If-Match"))
        return false;
    return Number(status) === 412 || (request.method === "DELETE" && (Number(status) === 404 || Number(status) === 410));
}
function isAnswered(outcome) {
    return typeof outcome === "object" && outcome !== null && "response" in outcome;
}
/** The longest that a timer can wait, which ends at once where it is to wait for longer: 24 days. */
const LONGEST = 2 ** 31 - 1;
/** The milliseconds that `Retry-After` asks for, in seconds or as a date (RFC 9110, section 10.2.3), as far as a timer can wait. */
function waitFor(value) {
    if (value === null)
        return undefined;
    const milliseconds = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
    return Number.isNaN(milliseconds) ? undefined : Math.min(LONGEST, Math.max(0, milliseconds));
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
