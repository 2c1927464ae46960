/** Writes a zod validator of every component schema, from the schemas that the server's own validator has (`client_validators.py`). */

import { isTypeName } from "./names.mjs";
import { typed } from "./zod-types.mjs";

export const UNKNOWN = { code: "z.unknown()", type: "z.ZodUnknown" };
const NEVER = { code: "z.never()", type: "z.ZodNever" };
const APPLICATORS = ["$ref", "allOf", "anyOf", "oneOf", "not", "if", "then", "else"];
const nameOf = (reference) => decodeURIComponent(reference.replace("#/components/schemas/", "")).replaceAll("~1", "/").replaceAll("~0", "~");
const TAKEN = ["z", "c", "f", "await", "RegExp", "Infinity"];
/** Whether a validator, and its type, can have this name. */
const isName = (name) => isTypeName(name) && !TAKEN.includes(name);

const list = (parts) => parts.map(({ code }) => code).join(", ");

/** `zod.js`, `zod.d.ts`, and a sentence for each word that the validators do not check; of schemas, with the words of a document. */
export function validators(schemas, document) {
  const names = Object.keys(schemas).filter(isName);
  const context = { schemas, done: new Set(), inlined: [], notes: [], name: "" };
  const written = [];
  const write = (name) => {
    if (context.done.has(name) || context.inlined.includes(name)) return;
    context.inlined.push(name);
    referencesOf(schemas[name]).filter((one) => names.includes(one)).forEach(write);
    context.name = name;
    const { code, type } = rendered(schemas[name], context);
    context.done.add(name);
    written.push({ name, code, type, words: document.components?.schemas?.[name]?.description });
  };
  names.forEach(write);
  const used = [...new Set(written.flatMap(({ code }) => [...code.matchAll(/\bc\.(\w+)/g)].map(([, one]) => one)))];
  const formats = [...new Set(written.flatMap(({ code }) => [...code.matchAll(/\bf\.(\w+)/g)].map(([, one]) => one)))];
  const imports = [
    'import * as z from "zod";\n',
    used.length > 0 ? 'import * as c from "./checks.js";\n' : "",
    formats.length > 0 ? 'import * as f from "./formats.js";\n' : "",
  ];
  const code = written.map((one) => `export const ${one.name} = /* @__PURE__ */ (() => ${one.code})();\n`);
  return {
    code: `${imports.join("")}\n${code.join("")}`,
    types: `import type * as z from "zod";\n\n${written.map(declared).join("\n")}`,
    notes: [...new Set(context.notes)],
  };
}

function declared({ name, type, words }) {
  const text = words ? `/**\n${words.trim().replaceAll("*/", "*\\/").split("\n").map((line) => ` * ${line}`.trimEnd()).join("\n")}\n */\n` : "";
  return `${text}export declare const ${name}: ${type};\nexport type ${name} = z.output<typeof ${name}>;\n`;
}

/** The code and the type of the validator of a schema. */
export function rendered(schema, context) {
  if (schema === true || Object.keys(schema ?? {}).length === 0) return schema === false ? NEVER : UNKNOWN;
  if (schema.readOnly === true) return UNKNOWN;
  for (const word of ["unevaluatedProperties", "unevaluatedItems"]) {
    if (word in schema && schema[word] !== true) context.notes.push(`The zod validator ${context.name} does not check ${word}.`);
  }
  const [base, left] = baseOf(schema, context);
  const checks = applied(left, context);
  return checks.length > 0 ? { ...base, code: `${base.code}.check(${checks.join(", ")})` } : base;
}

/** What a validator begins with, and the words that it leaves to checks. */
function baseOf(schema, context) {
  const left = Object.fromEntries(Object.entries(schema).filter(([word]) => APPLICATORS.includes(word)));
  const own = typed(schema, context);
  if (own) return [own, left];
  const { $ref, anyOf, oneOf, allOf, ...rest } = left;
  if ($ref !== undefined) return [reference(nameOf($ref), context), { ...rest, anyOf, oneOf, allOf }];
  if (anyOf) return [union("union", anyOf, context), { ...rest, oneOf, allOf }];
  if (oneOf) return [union("xor", oneOf, context), { ...rest, allOf }];
  if (allOf?.length === 1) return [rendered(allOf[0], context), rest];
  return [{ ...UNKNOWN, type: "z.ZodType" }, left];
}

/** The applicators, as checks. */
function applied({ $ref, allOf, anyOf, oneOf, not, if: condition, then, else: otherwise }, context) {
  const all = [...($ref === undefined ? [] : [reference(nameOf($ref), context)]), ...(allOf ?? []).map((one) => rendered(one, context))];
  const parts = (schemas) => list(schemas.map((one) => rendered(one, context)));
  return [
    ...(all.length > 0 ? [`c.all(${list(all)})`] : []),
    ...(anyOf ? [`c.some(Infinity, ${parts(anyOf)})`] : []),
    ...(oneOf ? [`c.some(1, ${parts(oneOf)})`] : []),
    ...(not !== undefined ? [`c.not(${parts([not])})`] : []),
    ...(condition !== undefined ? [`c.when(${parts([condition, then ?? true, otherwise ?? true])})`] : []),
  ];
}

export function union(kind, schemas, context) {
  const isNull = (one) => one.type === "null" && Object.keys(one).length === 1;
  const others = schemas.filter((one) => !isNull(one));
  const parts = others.map((one) => rendered(one, context));
  if (others.length === 1 && schemas.length === 2 && kind === "union") return nullable(parts[0]);
  const every = others.length < schemas.length ? [...parts, { code: "z.null()", type: "z.ZodNull" }] : parts;
  const name = kind === "union" ? "z.ZodUnion" : "z.ZodXor";
  return { code: `z.${kind}([${list(every)}])`, type: `${name}<readonly [${every.map(({ type }) => type).join(", ")}]>` };
}

export const nullable = ({ code, type }) => ({ code: `${code}.nullable()`, type: `z.ZodNullable<${type}>` });

/** A validator by its name; one that is not written yet is looked up when it is used, and one without a name is repeated. */
function reference(name, context) {
  if (context.done.has(name)) return { code: name, type: `typeof ${name}` };
  if (isName(name)) return { code: `z.lazy(() => ${name})`, type: "z.ZodLazy<z.ZodType>" };
  if (context.inlined.includes(name)) {
    context.notes.push(`The zod validator ${context.name} does not check ${name} within itself, which has no name in TypeScript.`);
    return UNKNOWN;
  }
  context.inlined.push(name);
  const found = rendered(context.schemas[name], context);
  context.inlined.pop();
  return found;
}

function referencesOf(value) {
  if (value === null || typeof value !== "object") return [];
  const own = typeof value.$ref === "string" ? [nameOf(value.$ref)] : [];
  return [...own, ...Object.values(value).flatMap(referencesOf)];
}
