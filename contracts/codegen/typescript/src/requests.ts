/** From what an operation is called with to the request that is sent. */

import { createQuerySerializer, defaultBodySerializer, defaultPathSerializer, mergeHeaders } from "openapi-fetch";
import type { OperationId } from "./answers.js";
import type { AnyInit } from "./groups.js";
import { OPERATIONS } from "./operations.js";

type Values = Readonly<Record<string, unknown>>;

const queryOf = createQuerySerializer<Values>();

/** The request of an operation, or of a page that a `Link` led to. Throws a RangeError for a value that can't be in a path. */
export function requestOf(id: OperationId, baseUrl: string, init: AnyInit, page?: URL): Request {
  const { method, path, media } = OPERATIONS[id];
  const { params = {}, body, ...rest } = init;
  const sent = body === undefined ? undefined : (defaultBodySerializer(body) as BodyInit);
  const typed = sent === undefined || sent instanceof FormData ? {} : { "Content-Type": media ?? "application/json" };
  const headers = mergeHeaders(typed, params.header as Parameters<typeof mergeHeaders>[0]);
  const query = queryOf(written(params.query ?? {}) as Values);
  const url = page?.href ?? baseUrl.replace(/\/$/, "") + expanded(id, path, (params.path ?? {}) as Values) + (query && `?${query}`);
  const request = new Request(url, { ...rest, method: method.toUpperCase(), headers, ...(sent === undefined ? {} : { body: sent }) });
  // What some hosts add to fetch, such as Next.js `next`, is no part of a standard Request.
  for (const [name, value] of Object.entries(rest)) if (!(name in request)) Object.assign(request, { [name]: value });
  return request;
}

/** The path, with its values. What would lead to another path than the contract's is refused. */
function expanded(id: OperationId, path: string, values: Values): string {
  for (const [, name = ""] of path.matchAll(/\{([^{}]+)\}/g)) {
    const value = values[name];
    if (value === undefined || value === null || String(value) === "") {
      throw new RangeError(`${id} needs a value for ${name}, a part of its path.`);
    }
  }
  const found = defaultPathSerializer(path, { ...values });
  const dots = found.split("/").find((segment) => segment === "." || segment === "..");
  if (dots !== undefined) throw new RangeError(`"${dots}" can't be a part of the path of ${id}: it leads to another one.`);
  return found;
}

/** Each Date as text (RFC 3339), in arrays and objects too. */
function written(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(written);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, written(part)]));
}
