/** Reads the operations of an OpenAPI document. */

import { streamOf, unreadable } from "./streams.mjs";

const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/**
 * The document without the operations whose answers the client has no way to read, or whose body it can't send: it knows one
 * body of JSON for each status, and for the request, and streams. A sentence for each of them beside it.
 */
export function readable(document) {
  const paths = {};
  const left = [];
  for (const [path, item] of Object.entries(document.paths ?? {})) {
    paths[path] = { ...item };
    for (const method of METHODS.filter((name) => name in item)) {
      const { operationId, requestBody } = item[method];
      const answers = unreadable(responsesOf(document, item[method]));
      const { content = {} } = resolved(document, requestBody) ?? {};
      const taken = jsonOf(content) ? [] : Object.keys(content);
      if (answers.length + taken.length === 0) continue;
      delete paths[path][method];
      const [does, media] = answers.length > 0 ? ["answers with", answers] : ["takes", taken];
      left.push(`The TypeScript client leaves out ${operationId}, which ${does} ${[...new Set(media)].join(", ")}.`);
    }
  }
  return [{ ...document, paths }, left];
}

const responsesOf = (document, operation) =>
  Object.entries(operation.responses).map(([status, answer]) => [status, resolved(document, answer)]);

/**
 * The first media type of a request that is JSON, by the kind that the generator has put beside each (`x-kind`). A range is
 * none: it can't be sent.
 */
const jsonOf = (content = {}) =>
  Object.keys(content).find((name) => !name.includes("*") && content[name]["x-kind"] === "json");

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
        tag: operation.tags?.[0] ?? "default",
        deprecation: deprecationOf(operation),
        secured: (operation.security ?? document.security ?? []).length > 0,
        needsInit: body?.required === true || parameters.some((one) => one.required),
        stream: streamOf(responsesOf(document, operation)),
        media: jsonOf(body?.content),
        query: parameters.filter((one) => one.in === "query").map((one) => one.name),
        headers: parameters.filter((one) => one.in === "header").map((one) => one.name),
        answer: answerOf(document, operation),
        examples: examplesOf(document, operation),
        answers: answersOf(document, operation),
        ...listOf(document, operation),
      });
    }
  }
  return found;
}

/** Words of `@deprecated`, with the days of its end (specs/adr/0012); empty for what is not deprecated. */
function deprecationOf({ deprecated, "x-deprecated-since": since, "x-sunset": sunset, "x-deprecation-docs": docs }) {
  if (!deprecated) return "";
  const words = [since && `since ${since}`, sunset && `gone from ${sunset} on`, docs && `see ${docs}`];
  return `@deprecated ${words.filter(Boolean).join("; ")}`.trimEnd();
}

/** The name of the schema that the first success has. */
function answerOf(document, { responses }) {
  const success = Object.entries(responses).find(([status]) => /^2/.test(status))?.[1];
  const [media] = Object.values(resolved(document, success)?.content ?? {});
  return /^#\/components\/schemas\/([A-Za-z_$][\w$]*)$/.exec(media?.schema?.$ref ?? "")?.[1];
}

/**
 * Whether a success leads to a next page by its `Link`, and the names of the schemas that a list has items of, and that an object
 * has a list of in its member `items`.
 */
function listOf(document, operation) {
  const answers = Object.entries(operation.responses).filter(([status]) => /^2/.test(status)).map(([, answer]) => resolved(document, answer));
  const isPage = ({ headers = {} }) => Object.keys(headers).some((name) => name.toLowerCase() === "link");
  const { content = {} } = answers.find(isPage) ?? answers[0] ?? {};
  const schema = resolved(document, Object.values(content)[0]?.schema);
  const nameOf = (one) => /^#\/components\/schemas\/([A-Za-z_$][\w$]*)$/.exec(one?.items?.$ref ?? "")?.[1];
  return { links: answers.some(isPage), item: nameOf(schema), within: nameOf(resolved(document, schema?.properties?.items)) };
}

/** For each POST that answers with an item of the list that a GET of its path answers with: their schema, and the GET. */
export function createsOf(operations) {
  const creates = {};
  for (const { id, path, answer } of operations.filter((one) => one.method === "post" && one.answer && !one.stream)) {
    const list = operations.find((one) => one.method === "get" && one.path === path && one.item === answer && !one.stream);
    if (list) creates[id] = { schema: answer, list: list.id };
  }
  return creates;
}

/** The schemas that have their entity tag as a member, by the contract's `x-entity-tag: true`. */
export function versionsOf(document) {
  return Object.entries(document.components?.schemas ?? {}).flatMap(([schema, { properties = {} }]) =>
    Object.entries(properties).flatMap(([property, words]) => (words["x-entity-tag"] === true ? [{ schema, property }] : [])),
  );
}

/**
 * For each operation with `If-Match` the schema of what it changes, and the member of that for each parameter of its path:
 * by a link to the operation (`$response.body#/id`), by its name, or by the name `id` for the last one.
 */
export function itemsOf(document, operations) {
  const items = {};
  const versioned = new Set(versionsOf(document).map(({ schema }) => schema));
  for (const { id, path } of operations.filter((one) => !one.stream && one.headers.includes("If-Match"))) {
    const near = operations.filter((one) => path === one.path || path.startsWith(`${one.path}/`)).sort((a, b) => b.path.length - a.path.length);
    const schema = [operations.find((one) => one.id === id), ...near].map((one) => one.answer).find((name) => versioned.has(name));
    if (schema === undefined) continue;
    const { properties } = document.components.schemas[schema];
    const parameters = [...path.matchAll(/\{([^{}]+)\}/g)].map(([, name]) => name);
    const linked = linksTo(document, id);
    const identity = parameters.map((name) => [name, linked[name], name, ...(name === parameters.at(-1) ? ["id"] : [])]);
    const found = identity.map(([name, ...members]) => [name, members.find((member) => member && member in properties)]);
    if (found.every(([, member]) => member)) items[id] = { schema, identity: Object.fromEntries(found) };
  }
  return items;
}

/** The members of a body that links give to the parameters of an operation. */
function linksTo(document, id) {
  const found = {};
  const operations = Object.values(document.paths).flatMap((item) => METHODS.map((name) => item[name]).filter(Boolean));
  for (const response of operations.flatMap((operation) => Object.values(operation.responses))) {
    for (const reference of Object.values(resolved(document, response).links ?? {})) {
      const link = resolved(document, reference);
      for (const [name, value] of link.operationId === id ? Object.entries(link.parameters ?? {}) : []) {
        const member = /^\$response\.body#\/([^/]+)$/.exec(value)?.[1];
        if (member) found[name] ??= member;
      }
    }
  }
  return found;
}

/** What the contract shows of each status: its headers and its body, where there is an example of all of it. */
export function examplesOf(document, operation) {
  const shown = {};
  for (const [status, reference] of Object.entries(operation.responses)) {
    const { headers = {}, content = {} } = resolved(document, reference);
    const fields = Object.entries(headers).flatMap(([name, header]) => {
      const { example, schema } = resolved(document, header);
      const value = example ?? resolved(document, schema)?.example;
      return value === undefined ? [] : [[name, String(value)]];
    });
    const [media] = Object.values(content);
    const body = media && exampleOf(document, media);
    if (media === undefined || body !== undefined) shown[status] = { headers: Object.fromEntries(fields), ...(media ? { body } : {}) };
  }
  return shown;
}

function exampleOf(document, { example, examples = {}, schema }) {
  if (example !== undefined) return example;
  const [first] = Object.values(examples).map((one) => resolved(document, one).value);
  const words = resolved(document, schema) ?? {};
  return first ?? words.example ?? words.examples?.[0];
}

/**
 * The document as openapi-typescript needs it: with the response headers where they are used, since it takes a header by
 * reference for one that is always there; with the words of what a property refers to; and with `x-moment` at the
 * parameters of a query that take a date-time.
 */
export function prepared(document) {
  return JSON.parse(JSON.stringify(document), (key, value) => {
    if (value === null || typeof value !== "object") return value;
    if (key === "headers") return mapped(value, (header) => resolved(document, header));
    if (key === "properties") return mapped(value, (schema) => worded(document, schema));
    return value.in === "query" && value.schema ? { ...value, schema: momentary(document, value.schema) } : value;
  });
}

const mapped = (object, change) => Object.fromEntries(Object.entries(object).map(([name, value]) => [name, change(value)]));

function worded(document, schema) {
  if (typeof schema?.$ref !== "string" || schema.description !== undefined) return schema;
  const { description } = resolved(document, schema);
  return description === undefined ? schema : { ...schema, description };
}

function momentary(document, schema) {
  const { items, ...words } = resolved(document, schema);
  if (items) return { ...words, items: momentary(document, items) };
  const moment = [words.format, ...(words["x-formats"] ?? [])].includes("date-time") && !words.enum;
  return moment ? { ...words, "x-moment": true } : schema;
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
