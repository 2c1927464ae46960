/** Writes what depends on the contract, beside the types that openapi-typescript makes. */

import { cursorOf, isTypeName, namedTypes } from "./names.mjs";

/** A name as a property of an object. */
const key = (name) => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name));

const streamed = (id) => `AsyncGenerator<Item<"${id}">, void, undefined>`;

/** The functions of the client, with the contract's words, for whoever points at one. */
export function declarations(operations, { groups, owners, versions, items, creates }) {
  const functions = operations.map(({ id, method, path, summary, description, deprecation, needsInit, stream }) => {
    const words = [summary, description, `\`${method.toUpperCase()} ${path}\``, deprecation];
    const init = `init${needsInit ? "" : "?"}: Init<"${id}">`;
    return `${comment(words, "    ")}    readonly ${key(id)}: ${stream ? `(${init}) => ${streamed(id)}` : `Operation<"${id}">`};\n`;
  });
  const byId = Object.fromEntries(operations.map((one) => [one.id, one]));
  const member = ([name, id]) => {
    const { summary, deprecation, path, stream } = byId[id];
    const isBound = Object.values(owners).some((parameter) => path.includes(`{${parameter}}`));
    const bound = stream ? `, ${isBound ? "Bound" : "never"}, ${streamed(id)}` : isBound ? ", Bound" : "";
    const words = comment([`${summary ? `${summary}: ` : ""}\`${id}\`.`, deprecation], "        ");
    return `${words}        readonly ${key(name)}: Call<"${id}"${bound}>;\n`;
  };
  const tags = Object.entries(groups).map(
    ([tag, names]) => `    readonly ${key(tag)}: {\n${Object.entries(names).map(member).join("")}    };\n`,
  );
  const bound = Object.entries(owners).map(
    ([name, parameter]) =>
      `    /** The operations in camelCase, with this \`${parameter}\` in every path that has one. */\n` +
      `    readonly ${key(name)}: (${/^[A-Za-z_$][\w$]*$/.test(parameter) ? parameter : "value"}: string | number) => Groups<${JSON.stringify(parameter)}>;\n`,
  );
  const cursors = operations.flatMap((one) => (cursorOf(one) ? [`    ${key(one.id)}: ${JSON.stringify(cursorOf(one))};\n`] : []));
  const changed = Object.entries(items).map(([id, { schema }]) => `    ${key(id)}: components["schemas"][${JSON.stringify(schema)}];\n`);
  const created = Object.entries(creates).map(
    ([id, { schema, list }]) => `    ${key(id)}: { item: components["schemas"][${JSON.stringify(schema)}]; list: ${JSON.stringify(list)} };\n`,
  );
  const reads = operations.filter(({ method, stream }) => method === "get" && !stream).map(({ id }) => JSON.stringify(id));
  const versioned = versions.map(({ schema, property }) => `Pick<components["schemas"][${JSON.stringify(schema)}], ${JSON.stringify(property)}>`);
  const streams = operations.some(({ stream }) => stream);
  return (
    `import type { AnyAnswer, Call, ${streams ? "Init, " : ""}Operation, OperationId } from "./answers.js";\n` +
    `${streams ? 'import type { Item } from "./streams.js";\n' : ""}${versioned.length ? 'import type { components } from "./contract.js";\n' : ""}\n` +
    `/** The operations of the contract. */\nexport interface Operations {\n${functions.join("")}}\n\n` +
    `/** The operations in camelCase, by tag. */\nexport interface Groups<Bound extends string = never> {\n${tags.join("")}}\n\n` +
    `/** The owners of what the paths lead to. */\nexport interface Owners {\n${bound.join("")}}\n\n` +
    `/** The parameter that a page's cursor is for. */\nexport interface Cursors {\n${cursors.join("")}}\n\n` +
    `/** What is changed with \`If-Match\`. */\nexport interface Items {\n${changed.join("")}}\n\n` +
    `/** What adds an item to a list: the item, and what lists them. */\nexport interface Creates {\n${created.join("")}}\n\n` +
    `/** The operations that read. */\nexport type ReadId = ${reads.join(" | ") || "never"};\n\n` +
    "/** What has a member that is, in double quotes, its entity tag (`x-entity-tag`). */\n" +
    `export type Versioned = ${versioned.join(" | ") || "never"};\n` +
    "export declare const NAME: string;\n" +
    "export declare const VERSIONS: readonly string[];\n\n" +
    "/** How each is called, and what it may answer: the media type of each status, null where there is no body. */\n" +
    "export declare const OPERATIONS: Readonly<Record<OperationId, {\n    readonly method: string;\n" +
    "    readonly path: string;\n    readonly secured: boolean;\n    readonly media?: string;\n    readonly cursor?: string;\n" +
    "    readonly kind?: string;\n    readonly identity?: Readonly<Record<string, string>>;\n    readonly list?: OperationId;\n" +
    "    readonly answers: Readonly<Record<number, string | null>>;\n}>>;\n" +
    "export declare const GROUPS: Readonly<Record<string, Readonly<Record<string, OperationId>>>>;\n" +
    "export declare const OWNERS: Readonly<Record<string, string>>;\n" +
    "\n/** What reads the answers that are streams. */\nexport declare const STREAMS: Readonly<Partial<Record<OperationId, " +
    "(open: (init: object) => Promise<AnyAnswer>, init: object) => AsyncGenerator<unknown, void, undefined>>>>;\n"
  );
}

/** The name of the schema of the items that a read answers with: of a list, of one, or of what is in the list that one has. */
const kindOf = ({ item, answer, within }, versions) => item ?? (versions.some(({ schema }) => schema === answer) ? answer : (within ?? answer));

/** The same for JavaScript. */
export function table(operations, { name, groups, owners, versions, items, creates }) {
  const rows = operations.map(({ id, method, path, secured, media, answers, ...more }) => {
    const statuses = Object.entries(answers).map(([status, type]) => `${status}: ${JSON.stringify(type)}`);
    const cursor = cursorOf(more);
    const kind = id in items ? items[id].schema : method === "get" ? kindOf(more, versions) : undefined;
    const fields = [
      `method: "${method}", path: ${JSON.stringify(path)}, secured: ${secured}`,
      ...(media ? [`media: ${JSON.stringify(media)}`] : []),
      ...(kind ? [`kind: ${JSON.stringify(kind)}`] : []),
      ...(id in items ? [`identity: ${JSON.stringify(items[id].identity)}`] : []),
      ...(id in creates ? [`list: ${JSON.stringify(creates[id].list)}`] : []),
      ...(cursor ? [`cursor: ${JSON.stringify(cursor)}`] : []),
      `answers: { ${statuses.join(", ")} }`,
    ];
    return `    ${key(id)}: { ${fields.join(", ")} },\n`;
  });
  const names = [...new Set(versions.map(({ property }) => property))];
  const streams = operations.filter(({ stream }) => stream);
  const readers = [...new Set(streams.map(({ stream }) => stream))].sort();
  const imported = readers.length > 0 ? `import { ${readers.join(", ")} } from "./streams.js";\n\n` : "";
  const read = streams.map(({ id, stream }) => ` ${key(id)}: ${stream}`);
  return (
    `${imported}export const NAME = ${JSON.stringify(name)};\nexport const OPERATIONS = {\n${rows.join("")}};\n` +
    `export const STREAMS = {${read.join(",")}${read.length > 0 ? " " : ""}};\n` +
    `export const GROUPS = ${JSON.stringify(groups, null, 4)};\n` +
    `export const OWNERS = ${JSON.stringify(owners)};\nexport const VERSIONS = ${JSON.stringify(names)};\n`
  );
}

/** What the contract shows of each answer, each value once. */
export function examples(operations) {
  const values = [];
  const placed = (value) => {
    const text = JSON.stringify(value);
    if (!values.includes(text)) values.push(text);
    return `E[${values.indexOf(text)}]`;
  };
  const rows = operations.map(({ id, examples: shown }) => {
    const statuses = Object.entries(shown).map(
      ([status, { headers, ...rest }]) => `${status}: { headers: ${placed(headers)}${"body" in rest ? `, body: ${placed(rest.body)}` : ""} }`,
    );
    return `    ${key(id)}: { ${statuses.join(", ")} },\n`;
  });
  return `const E = [\n${values.map((text) => `    ${text},\n`).join("")}];\nexport const EXAMPLES = {\n${rows.join("")}};\n`;
}

/** The types of the same. */
export const EXAMPLE_TYPES =
  'import type { OperationId } from "./answers.js";\n\n/** What the contract shows of each answer. */\n' +
  "export interface Example {\n    readonly headers: Readonly<Record<string, string>>;\n    readonly body?: unknown;\n}\n" +
  "export declare const EXAMPLES: Readonly<Record<OperationId, Readonly<Record<number, Example>>>>;\n";

/** What the types of the schemas are made of, by names that none of them can have. */
const IMPORTED = ["Answer", "components", "operations"];

/** The schemas of the contract by their own names, and the types of queries and pages. */
export function schemas(document, operations) {
  const all = Object.entries(document.components?.schemas ?? {}).filter(([name]) => isTypeName(name) && !IMPORTED.includes(name));
  const types = all.map(
    ([name, schema]) =>
      `${comment([(schema.description ?? "").trim()], "")}export type ${name} = components["schemas"]["${name}"];\n`,
  );
  const more = Object.entries(namedTypes(operations, new Set([...all.map(([name]) => name), ...OWN])));
  types.push(...more.map(([name, { words, type }]) => `${comment([words], "")}export type ${name} = ${type};\n`));
  return (
    'import type { Answer } from "./answers.js";\n' +
    `import type { components, operations } from "./contract.js";\n\n${types.join("\n")}`
  );
}

const TYPES = ["Answer", "AnyAnswer", "Call", "ConditionalAnswer", "Failure", "FlatInit", "Init", "OperationId"];
/** What the package has by names of its own, which no type takes. */
const OWN = [...TYPES, "ClientOptions", "Middleware", "NoAnswer", "OutcomeUnknown", "ProblemError", "RetryOptions", "Send", "UnexpectedResponse"];

/** What the package exports. Its source is compiled as the others' are. */
export function entry({ factory, client }, operations) {
  return `export type * from "./schemas.js";
export type { components, operations, paths } from "./contract.js";
export type { ${TYPES.join(", ")} } from "./answers.js";
export { createClient as ${factory}, type Client as ${client}, type ClientOptions, type Middleware, type Send } from "./client.js";
export { NoAnswer, OutcomeUnknown, ProblemError, UnexpectedResponse, unwrap } from "./errors.js";
export { etag, idempotencyKey, ifMatch, ifNoneMatch, retryAfter } from "./headers.js";
export { paginate } from "./pages.js";
export { retry, type RetryOptions } from "./retry.js";
${operations.some(({ stream }) => stream) ? 'export { BrokenStream, type Item } from "./streams.js";\n' : ""}`;
}

function comment(paragraphs, indent) {
  const text = paragraphs.filter(Boolean).join("\n\n").replaceAll("*/", "*\\/");
  if (!text) return "";
  const lines = text.split("\n").map((line) => `${indent} * ${line}`.trimEnd());
  return `${indent}/**\n${lines.join("\n")}\n${indent} */\n`;
}
