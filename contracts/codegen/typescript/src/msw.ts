/** Handlers for Mock Service Worker (msw 2.10 or newer) that answer as the contract shows. */

import { http, HttpResponse, type HttpHandler } from "msw";
import type { ConditionalAnswer, OperationId } from "./answers.js";
import { EXAMPLES } from "./examples.js";
import { OPERATIONS, STREAMS } from "./operations.js";

type Method = "get" | "put" | "post" | "delete" | "options" | "head" | "patch";

/** Where the API is. Left out, the handlers answer at any origin. */
export interface Place {
  readonly baseUrl?: string;
}

/** A handler for every operation that does not stream, with what the contract shows of its success. */
export function handlers(place: Place = {}): HttpHandler[] {
  const ids = Object.keys(OPERATIONS) as OperationId[];
  // A path without parameters goes before one that has a parameter in its place.
  const order = (id: OperationId): string => OPERATIONS[id].path.replaceAll("{", "\uffff");
  const sorted = ids.sort((one, other) => (order(one) < order(other) ? -1 : 1));
  return sorted.flatMap((id) => {
    const status = Object.keys(EXAMPLES[id]).map(Number).find((one) => one >= 200 && one < 300);
    return status === undefined || STREAMS[id] ? [] : [handler(id, status, {}, place)];
  });
}

/**
 * A handler for one operation that answers with this status: with what the contract shows of it, or what is given.
 *
 * @example
 * ```ts
 * server.use(answering("list_tasks", 503));
 * server.use(answering("get_task", 200, { body: { ...task, title: "Buy oat milk" } }));
 * ```
 */
export function answering<Id extends OperationId, Status extends ConditionalAnswer<Id>["status"]>(
  id: Id,
  status: Status,
  given: { readonly body?: BodyOf<Extract<ConditionalAnswer<Id>, { status: Status }>>; readonly headers?: Readonly<Record<string, string>> } = {},
  place: Place = {},
): HttpHandler {
  return handler(id, status, given, place);
}

type BodyOf<A> = A extends { ok: true; data: infer Data } ? Data : A extends { error: infer Problem } ? Problem : never;

function handler(id: OperationId, status: number, given: { readonly body?: unknown; readonly headers?: object }, { baseUrl }: Place): HttpHandler {
  const { method, path, answers, cursor } = OPERATIONS[id];
  const shown = EXAMPLES[id][status] ?? { headers: {} };
  const template = path
    .replaceAll(/[:*?+()]/g, "\\$&")
    .replaceAll(/\{[^{}]+\}/g, (_, at: number) => `:p${at}`);
  const media = answers[status];
  const headers = { ...shown.headers, ...(media ? { "Content-Type": media } : {}), ...given.headers };
  const body = given.body ?? shown.body;
  const place = baseUrl === undefined ? "*" : baseUrl.replace(/\/$/, "");
  return http[method as Method](place + template, ({ request }) => {
    const response = new HttpResponse(media ? JSON.stringify(body) : null, { status, headers });
    // The page that a Link of the first one leads to is the last; and where no parameter tells them apart, the first is.
    if (cursor === undefined || new URL(request.url).searchParams.has(cursor)) response.headers.delete("Link");
    return response;
  });
}

