/** The client: every operation of the contract as a function, on openapi-fetch. */

import createFetch from "openapi-fetch";
import type { AnyAnswer, OperationId } from "./answers.js";
import { UnexpectedResponse } from "./errors.js";
import { nextPage } from "./links.js";
import { OPERATIONS, STREAMS, type Operations } from "./operations.js";

/** How the API is reached, and who calls. */
export interface ClientOptions {
  /** Where the API is, such as `https://api.example.com`. Left out, it is the page's own origin. */
  readonly baseUrl?: string;
  /**
   * The bearer token, or a function that is asked for it at every request and may refresh it. It is sent with the
   * operations that need one, and with no others.
   */
  readonly token?: string | (() => string | Promise<string>);
  /** Sends the requests; `globalThis.fetch` unless given. The place for logging, tracing and tests. */
  readonly fetch?: (request: Request) => Promise<Response>;
}

/** Every operation of the contract, by its `operationId`. The functions need no `this`. */
export type Client = Operations;

/** What `openapi-fetch` takes, without the types of one operation, which every function of {@link Client} has. */
interface AnyInit extends Omit<RequestInit, "body" | "headers"> {
  readonly params?: object;
  readonly body?: unknown;
}
interface Sending extends AnyInit {
  readonly baseUrl?: string;
  readonly fetch: (request: Request) => Promise<Response>;
}
interface Sent {
  readonly data?: unknown;
  readonly error?: unknown;
  readonly response: Response;
}
type Send = (method: string, path: string, init: Sending) => Promise<Sent>;

/**
 * Makes a client. It keeps nothing but its options.
 *
 * Its functions resolve with every status that the contract declares, whatever it says. They reject with an
 * {@link UnexpectedResponse} for a response that the contract does not know (a proxy's, say), with `fetch`'s own
 * `TypeError` when there was none, and with the reason of an aborted `signal`.
 */
export function createClient(options: ClientOptions = {}): Client {
  const { baseUrl = "", token, fetch = globalThis.fetch } = options;
  const send = createFetch<Record<string, never>>({ baseUrl }).request as unknown as Send;

  async function call(id: OperationId, init: AnyInit = {}, page?: URL): Promise<AnyAnswer> {
    const { method, path, secured, answers } = OPERATIONS[id];
    let sentTo = "";
    const guarded = async (request: Request): Promise<Response> => {
      sentTo = request.url;
      if (secured && token !== undefined) {
        request.headers.set("Authorization", `Bearer ${typeof token === "string" ? token : await token()}`);
      }
      const response = await fetch(request);
      if (!expected(response, answers)) throw new UnexpectedResponse(id, response);
      return response;
    };
    // What is streamed is not read here.
    const { params: _, ...rest } = STREAMS[id] ? { ...init, parseAs: "stream" } : init;
    const { data, error, response } =
      page === undefined
        ? await send(method, path, { ...rest, params: init.params, fetch: guarded })
        : await send(method, page.pathname + page.search, { ...rest, baseUrl: page.origin, fetch: guarded });
    const next = nextPage(response.headers.get("Link"), response.url || sentTo);
    const { ok, status, headers } = response;
    const body = { data: ok ? data : undefined, error: ok || status === 304 ? undefined : error };
    return {
      ok,
      status,
      ...body,
      headers,
      response,
      next: next && (() => call(id, init, next)),
    } as unknown as AnyAnswer;
  }

  const ids = Object.keys(OPERATIONS) as OperationId[];
  const functions = ids.map((id) => {
    const stream = STREAMS[id];
    return [id, (init?: AnyInit) => (stream ? stream((more) => call(id, more), init ?? {}) : call(id, init))];
  });
  return Object.fromEntries(functions) as unknown as Client;
}

/** Whether the contract declares the status, and the body's media type for it. */
function expected(response: Response, answers: Readonly<Record<number, string | null>>): boolean {
  const declared = answers[response.status];
  if (declared === undefined || declared === null) return declared === null;
  return response.headers.get("Content-Type")?.split(";")[0]?.trim().toLowerCase() === declared;
}
