/** Reads the operations of an OpenAPI document. */

import { streamOf, unreadable } from "./streams.mjs";

const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/**
 * The document without the operations whose answers the client has no way to read: it knows one body of JSON for each
 * status, and streams. A sentence for each of them beside it.
 */
export function readable(document) {
  const paths = {};
  const left = [];
  for (const [path, item] of Object.entries(document.paths ?? {})) {
    paths[path] = { ...item };
    for (const method of METHODS.filter((name) => name in item)) {
      const others = new Set(unreadable(responsesOf(document, item[method])));
      if (others.size === 0) continue;
      delete paths[path][method];
      left.push(`The TypeScript client leaves out ${item[method].operationId}, which answers with ${[...others].join(", ")}.`);
    }
  }
  return [{ ...document, paths }, left];
}

const responsesOf = (document, operation) =>
  Object.entries(operation.responses).map(([status, answer]) => [status, resolved(document, answer)]);

/** What the client has to know of every operation. Throws an Error for what it can't do. */
export function operationsOf(document) {
  const found = [];
  for (const [path, item] of Object.entries(document.paths ?? {})) {
    for (const method of METHODS.filter((name) => name in item)) {
      const operation = item[method];
      const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])].map((one) => resolved(document, one));
      const body = resolved(document, operation.requestBody);
      found.push({
        id: operation.operationId,
        method,
        path,
        summary: operation.summary ?? "",
        description: (operation.description ?? "").trim(),
        deprecated: operation.deprecated ?? false,
        secured: (operation.security ?? document.security ?? []).length > 0,
        needsInit: body?.required === true || parameters.some((one) => one.required),
        stream: streamOf(responsesOf(document, operation)),
        answers: answersOf(document, operation),
      });
    }
  }
  return found;
}

/**
 * The document with the response headers where they are used: openapi-typescript takes a header by reference for one that
 * is always there.
 */
export function inlinedHeaders(document) {
  return JSON.parse(JSON.stringify(document), (key, value) => {
    if (key !== "headers" || value === null || typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([name, header]) => [name, resolved(document, header)]));
  });
}

/** What the client has no types for; the message is a sentence. */
export class Untellable extends Error {}

/** The media type of each status, null where there is no body. */
function answersOf(document, operation) {
  const answers = {};
  for (const [status, reference] of Object.entries(operation.responses)) {
    if (!/^\d{3}$/.test(status)) {
      throw new Untellable(
        `The TypeScript client can't tell the answers of ${operation.operationId} apart: ${status} has no single status.`,
      );
    }
    const [name] = Object.keys(resolved(document, reference).content ?? {});
    answers[status] = name?.split(";")[0].trim().toLowerCase() ?? null;
  }
  return answers;
}

function resolved(document, node) {
  let found = node;
  while (found && "$ref" in found) {
    const steps = found.$ref.replace(/^#\//, "").split("/");
    found = steps.reduce((part, step) => part[decodeURIComponent(step).replaceAll("~1", "/").replaceAll("~0", "~")], document);
  }
  return found;
}
