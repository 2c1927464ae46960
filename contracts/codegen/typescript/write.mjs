/** Writes what depends on the contract, beside the types that openapi-typescript makes. */

/** The functions of the client, with the contract's words, for whoever points at one. */
export function declarations(operations) {
  const functions = operations.map(({ id, method, path, summary, description, deprecated, needsInit, stream }) => {
    const words = [summary, description, `\`${method.toUpperCase()} ${path}\``, deprecated ? "@deprecated" : ""];
    const init = `init${needsInit ? "" : "?"}: Init<"${id}">`;
    const result = stream ? `AsyncGenerator<Item<"${id}">, void, undefined>` : `Promise<Answer<"${id}">>`;
    return `${comment(words, "    ")}    readonly ${id}: (${init}) => ${result};\n`;
  });
  const streams = operations.some(({ stream }) => stream);
  return (
    'import type { Answer, AnyAnswer, Init, OperationId } from "./answers.js";\n' +
    `${streams ? 'import type { Item } from "./streams.js";\n' : ""}\n` +
    `/** The operations of the contract. */\nexport interface Operations {\n${functions.join("")}}\n\n` +
    "/** How each is called, and what it may answer: the media type of each status, null where there is no body. */\n" +
    "export declare const OPERATIONS: Readonly<Record<OperationId, {\n    readonly method: string;\n" +
    "    readonly path: string;\n    readonly secured: boolean;\n" +
    "    readonly answers: Readonly<Record<number, string | null>>;\n}>>;\n\n" +
    "/** What reads the answers that are streams. */\nexport declare const STREAMS: Readonly<Partial<Record<OperationId, " +
    "(open: (init: object) => Promise<AnyAnswer>, init: object) => AsyncGenerator<unknown, void, undefined>>>>;\n"
  );
}

/** The same for JavaScript. */
export function table(operations) {
  const rows = operations.map(({ id, method, path, secured, answers }) => {
    const statuses = Object.entries(answers).map(([status, media]) => `${status}: ${JSON.stringify(media)}`);
    const start = `method: "${method}", path: ${JSON.stringify(path)}, secured: ${secured}`;
    return `    ${id}: { ${start}, answers: { ${statuses.join(", ")} } },\n`;
  });
  const streams = operations.filter(({ stream }) => stream);
  const readers = [...new Set(streams.map(({ stream }) => stream))].sort();
  const imported = readers.length > 0 ? `import { ${readers.join(", ")} } from "./streams.js";\n\n` : "";
  const read = streams.map(({ id, stream }) => ` ${id}: ${stream}`);
  return `${imported}export const OPERATIONS = {\n${rows.join("")}};\nexport const STREAMS = {${read.join(",")}${read.length > 0 ? " " : ""}};\n`;
}

/** The schemas of the contract by their own names. */
export function schemas(document) {
  const all = Object.entries(document.components?.schemas ?? {}).filter(([name]) => /^[A-Za-z_$][\w$]*$/.test(name));
  const types = all.map(
    ([name, schema]) =>
      `${comment([(schema.description ?? "").trim()], "")}export type ${name} = components["schemas"]["${name}"];\n`,
  );
  return `import type { components } from "./contract.js";\n\n${types.join("\n")}`;
}

/** What the package exports. Its source is compiled as the others' are. */
export function entry({ factory, client }, operations) {
  return `export type * from "./schemas.js";
export type { components, operations, paths } from "./contract.js";
export type { Answer, AnyAnswer, Failure, Init, OperationId } from "./answers.js";
export { createClient as ${factory}, type Client as ${client}, type ClientOptions } from "./client.js";
export { ProblemError, UnexpectedResponse, unwrap } from "./errors.js";
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
