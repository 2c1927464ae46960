/** Streams of values: server-sent events, which connect again, and JSON lines. */

import type { Answer, AnyAnswer, OperationId } from "./answers.js";
import { ProblemError, UnexpectedResponse } from "./errors.js";

/** One value of the stream that an operation answers with. */
export type Item<Id extends OperationId> = Exclude<Extract<Answer<Id>, { ok: true }>["data"], undefined>;

/** What a stream is asked for with. */
interface Asked {
  readonly signal?: AbortSignal | null;
  readonly params?: { readonly header?: object };
}
type Bytes = ReadableStream<Uint8Array>;
/** Asks once. The data of a success are the bytes that come. */
type Open = (init: Asked) => Promise<AnyAnswer>;
type Stream = (open: Open, init: Asked) => AsyncGenerator<unknown, void, undefined>;

/** A stream has something that is not JSON, or was cut off where it can't go on. */
export class BrokenStream extends Error {
  override readonly name = "BrokenStream";
}

/** For how many milliseconds a stream stays closed where nobody says, at least, and at most where it fails again. */
const WAIT = 3000;
const SHORTEST_WAIT = 100;
const LONGEST_WAIT = 30_000;
/** A longer one would be over at once. */
const LONGEST_TIMER = 2 ** 31 - 1;
/** What a server or a proxy answers that will be back. */
const PASSING = [429, 502, 503, 504];

/** Server-sent events (HTML, section 9.2) whose `data` are JSON. */
export const jsonEvents: Stream = (open, init) => events(open, init, (data) => parsed(data));

/** Server-sent events whose `data` are texts. */
export const textEvents: Stream = (open, init) => events(open, init, (data) => data);

/** A JSON value a line. */
export const jsonLines: Stream = (open, init) => values(open, init, /\n/);

/** JSON text sequences (RFC 7464). */
export const jsonRecords: Stream = (open, init) => values(open, init, /\x1e/);

/**
 * The events of a stream that is opened again whenever it ends, from the last `id` on, after as long as `retry` says. Ends
 * when `signal` is aborted, and with an answer 204. Throws what the first request fails with, and later what will not pass.
 */
async function* events(
  open: Open,
  init: Asked,
  read: (data: string) => unknown,
): AsyncGenerator<unknown, void, undefined> {
  const { signal } = init;
  let last = "";
  let wait = WAIT;
  for (let failures = -1; !signal?.aborted; failures += 1) {
    let held = 0;
    try {
      const header = last === "" ? {} : { "Last-Event-ID": last };
      const answer = await open({ ...init, params: { ...init.params, header: { ...init.params?.header, ...header } } });
      if (answer.status === 204) return;
      const body = bytesOf(answer);
      failures = Math.max(failures, 0);
      for await (const { id, retry, ...event } of blocks(body)) {
        failures = 0;
        last = id ?? last;
        wait = retry ?? wait;
        const given = { ...(id === undefined ? {} : { id }), ...(retry === undefined ? {} : { retry }) };
        if (event.data !== undefined) yield { ...event, ...given, data: read(event.data) };
        else if (event.event !== undefined) yield { ...event, ...given };
      }
    } catch (error) {
      if (signal?.aborted) return;
      if (failures < 0 || !passes(error)) throw error;
      held = retryAfter(error);
    }
    const longer = Math.min(Math.max(wait, SHORTEST_WAIT) * 2 ** failures, Math.max(wait, LONGEST_WAIT));
    await pause(Math.max(longer * (1 + Math.random() / 2), held), signal);
  }
}

/** Values that are apart by a separator. Throws a BrokenStream where one is not whole. */
async function* values(open: Open, init: Asked, separator: RegExp): AsyncGenerator<unknown, void, undefined> {
  const body = bytesOf(await open(init));
  const all = pieces(body, separator);
  try {
    for (;;) {
      const { value, done } = await all.next().catch((cause: unknown) => {
        if (init.signal?.aborted) throw init.signal.reason;
        throw new BrokenStream("The stream was cut off.", { cause });
      });
      if (done) return;
      if (value.text.trim() !== "") yield parsed(value.text, value.ended);
    }
  } finally {
    await all.return();
  }
}

interface Block {
  readonly event?: string;
  readonly data?: string;
  readonly id?: string;
  readonly retry?: number;
}

/** The blocks of an event stream; one that is cut off is none. */
async function* blocks(body: Bytes | undefined): AsyncGenerator<Block, void, undefined> {
  let block: { event?: string; data?: string; id?: string; retry?: number } = {};
  for await (const { text, ended } of pieces(body, /\r\n|[\r\n]/)) {
    if (!ended) return;
    if (text === "") {
      yield block;
      block = {};
    }
    const [, name, value = ""] = /^([^:]*):? ?(.*)$/s.exec(text) ?? [];
    if (name === "data") block.data = block.data === undefined ? value : `${block.data}\n${value}`;
    else if (name === "event") block.event = value;
    else if (name === "id" && !value.includes("\0")) block.id = value;
    else if (name === "retry" && /^\d+$/.test(value)) block.retry = Number(value);
  }
}

/** A text in the pieces between the separators. The last one has not `ended`. The stream is left when nobody reads on. */
async function* pieces(
  body: Bytes | undefined,
  separator: RegExp,
): AsyncGenerator<{ readonly text: string; readonly ended: boolean }, void, undefined> {
  if (body === undefined) return;
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  let afterReturn = false;
  try {
    for (;;) {
      const { value, done } = await reader.read();
      let text = decoder.decode(value, { stream: !done });
      if (afterReturn && text.startsWith("\n")) text = text.slice(1);
      if (text !== "") afterReturn = separator.test("\r") && text.endsWith("\r");
      const parts = text.split(separator);
      parts[0] = rest + (parts[0] ?? "");
      rest = parts.pop() ?? "";
      for (const part of parts) yield { text: part, ended: true };
      if (done) break;
    }
    yield { text: rest, ended: false };
  } finally {
    reader.cancel().catch(() => undefined); // it may have failed already
  }
}

/** A number that goes on where the text was cut off would be another number. */
function parsed(text: string, ended = true): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new BrokenStream("The stream has a value that is not JSON.", { cause });
  }
  if (!ended && typeof value === "number" && !/\s$/.test(text)) throw new BrokenStream("The stream was cut off.");
  return value;
}

function bytesOf(answer: AnyAnswer): Bytes | undefined {
  if (!answer.ok) throw new ProblemError(answer);
  return (answer.data ?? undefined) as unknown as Bytes | undefined;
}

/** Whether it may help to connect again. */
function passes(error: unknown): boolean {
  const answered = error instanceof ProblemError || error instanceof UnexpectedResponse;
  return answered ? PASSING.includes(error.status) : !(error instanceof BrokenStream);
}

/** For how many milliseconds an answer asks to wait (RFC 9110, section 10.2.3). */
function retryAfter(error: unknown): number {
  const response = error instanceof ProblemError ? error.answer.response : (error as { response?: Response }).response;
  const seconds = Number(response?.headers.get("Retry-After") ?? 0);
  return seconds > 0 ? seconds * 1000 : 0;
}

function pause(milliseconds: number, signal: AbortSignal | null | undefined): Promise<void> {
  return new Promise((resolve) => {
    const stop = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", stop);
      resolve();
    };
    const timer = setTimeout(stop, Math.min(milliseconds, LONGEST_TIMER));
    if (signal?.aborted) stop();
    else signal?.addEventListener("abort", stop);
  });
}
