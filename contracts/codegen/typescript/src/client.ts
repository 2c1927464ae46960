/** The client: every operation of the contract as a function. */

import type { AnyAnswer, OperationId } from "./answers.js";
import { NoAnswer, UnexpectedResponse } from "./errors.js";
import { grouped, type AnyInit } from "./groups.js";
import { nextPage } from "./links.js";
import { OPERATIONS, STREAMS, type Groups, type Operations, type Owners } from "./operations.js";
import { requestOf } from "./requests.js";
import { tokens, type Refresh, type Token } from "./tokens.js";

/** How the API is reached, and who calls. */
export interface ClientOptions {
  /** Where the API is, such as `https://api.example.com`, also below a path. Left out, it is the page's own origin. */
  readonly baseUrl?: string;
  /**
   * The bearer token, or a function that is asked for it at every request. It is sent with the operations that need one,
   * and with no others.
   */
  readonly token?: Token;
  /**
   * Called after a 401, once for all requests that get one meanwhile. The request is sent once more, with the token that
   * this resolves with, or else with that which `token` then gives. Where neither is a new one, the 401 is the answer.
   */
  readonly unauthorized?: Refresh;
  /** What is done around every request, the first one outermost: logging, tracing, headers of your own. */
  readonly middleware?: readonly Middleware[];
  /** Sends the requests; what `globalThis.fetch` is at the time unless given. */
  readonly fetch?: Send;
}

/** Sends a request. */
export type Send = (request: Request) => Promise<Response>;

/** Does something before or after a request is sent by `next`, or in its place. */
export type Middleware = (request: Request, next: Send) => Promise<Response>;

/**
 * Every operation of the contract: by its `operationId`, and in camelCase by its tag. The functions need no `this`.
 */
export type Client = Operations & Groups & Owners;

/**
 * Makes a client. It keeps nothing but its options and the token that `unauthorized` got.
 *
 * Its functions resolve with every status that the contract declares, whatever it says. They reject with an
 * {@link UnexpectedResponse} for a response that the contract does not know (a proxy's, say), with {@link NoAnswer}, a
 * `TypeError`, when there was none, with the reason of an aborted `signal`, and with a `RangeError`, before anything is
 * sent, for a value that can't be in a path.
 */
export function createClient(options: ClientOptions = {}): Client {
  const { baseUrl = "", token, unauthorized, middleware = [] } = options;
  const bearer = tokens(token, unauthorized);
  const send = middleware.reduceRight<Send>(
    (next, around) => (request) => around(request, next),
    (request) => arrived(request, () => (options.fetch ?? globalThis.fetch)(request)),
  );

  async function exchanged(secured: boolean, made: () => Request): Promise<[Request, Response]> {
    const first = made();
    if (!secured) return [first, await send(first)];
    const sent = await bearer.current();
    const response = await send(authorized(first, sent));
    const renewed = response.status === 401 ? await bearer.renewed(sent) : undefined;
    if (!renewed) return [first, response];
    await response.body?.cancel();
    const second = made();
    return [second, await send(authorized(second, renewed))];
  }

  async function call(id: OperationId, init: AnyInit = {}, page?: URL): Promise<AnyAnswer> {
    const { secured, answers, cursor } = OPERATIONS[id];
    const [request, response] = await exchanged(secured, () => requestOf(id, baseUrl, init, page));
    const { ok, status, headers } = response;
    const declared = answers[status];
    if (declared === undefined) throw new UnexpectedResponse(id, request, response, { detail: await detailOf(response) });
    const body = declared === null ? undefined : await bodyOf(id, declared, request, response);
    const answer = { ok, status, data: ok ? body : undefined, error: ok ? undefined : body, headers, request, response };
    const target = nextPage(headers.get("Link"), request.url, response.url || request.url, baseUrl);
    const { params: _, body: __, signal: ___, ...kept } = init;
    const next = target && ((more: AnyInit = {}) => call(id, { ...kept, ...more }, target));
    const nextCursor = cursor === undefined ? undefined : (target?.searchParams.get(cursor) ?? undefined);
    return { ...answer, next, nextCursor } as unknown as AnyAnswer;
  }

  const ids = Object.keys(OPERATIONS) as OperationId[];
  function invoke(id: OperationId, init: AnyInit = {}): Promise<AnyAnswer> | AsyncGenerator<unknown, void, undefined> {
    return STREAMS[id]?.((more) => call(id, more), init) ?? call(id, init);
  }

  const functions = Object.fromEntries(ids.map((id) => [id, (init?: AnyInit) => invoke(id, init)]));
  return { ...grouped(invoke), ...functions } as unknown as Client;
}

function authorized(request: Request, token: string | undefined): Request {
  if (token) request.headers.set("Authorization", `Bearer ${token}`);
  return request;
}

/** What came of `exchange`. Throws NoAnswer in place of `fetch`'s own error, unless somebody has cancelled. */
async function arrived<T>(request: Request, exchange: () => Promise<T>): Promise<T> {
  try {
    return await exchange();
  } catch (error) {
    if (request.signal.aborted || !(error instanceof TypeError)) throw error;
    throw new NoAnswer(request, error);
  }
}

/** What a problem says (RFC 9457) that the contract does not declare; undefined of anything else. The body stays unread. */
async function detailOf(response: Response): Promise<string | undefined> {
  if (!/[/+]json\b/i.test(response.headers.get("Content-Type") ?? "")) return undefined;
  try {
    const { detail } = ((await response.clone().json()) ?? {}) as { readonly detail?: unknown };
    return typeof detail === "string" ? detail : undefined;
  } catch {
    return undefined;
  }
}

/** The body, which has to be of the declared media type, and JSON unless it is a stream, which is not read here. */
async function bodyOf(id: OperationId, declared: string, request: Request, response: Response): Promise<unknown> {
  const given = response.headers.get("Content-Type")?.split(";")[0]?.trim().toLowerCase();
  if (given !== declared) throw new UnexpectedResponse(id, request, response, { detail: await detailOf(response) });
  if (response.ok && STREAMS[id]) return response.body;
  if (request.method === "HEAD") return undefined;
  const text = await arrived(request, () => response.text());
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new UnexpectedResponse(id, request, response, { text, cause: error });
  }
}
