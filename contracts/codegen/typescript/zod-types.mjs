/** What the words of JSON Schema that speak of one type are in zod. */

import { nullable, rendered } from "./zod.mjs";

const TYPES = ["string", "integer", "number", "boolean", "null", "array", "object"];
const WORDS = {
  string: ["minLength", "maxLength", "pattern", "format"],
  number: ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"],
  array: ["items", "prefixItems", "minItems", "maxItems", "uniqueItems", "contains", "minContains", "maxContains"],
  object: ["properties", "required", "additionalProperties", "patternProperties", "propertyNames", "minProperties", "maxProperties", "dependentRequired", "dependentSchemas"],
};
/** The formats that are checked, and by what. */
const FORMATS = {
  ...{ date: "isDate", "date-time": "isDateTime", time: "isTime", duration: "isDuration", email: "isEmail", hostname: "isHostname" },
  ...{ ipv4: "isIpv4", ipv6: "isIpv6", uri: "isUri", "uri-reference": "isUriReference", iri: "isIri", "iri-reference": "isIriReference" },
  ...{ "uri-template": "isUriTemplate", uuid: "isUuid", "json-pointer": "isJsonPointer", regex: "isRegex" },
  "relative-json-pointer": "isRelativeJsonPointer",
};
const UNCHECKED = ["idn-email", "idn-hostname"];
const LARGEST = Number.MAX_SAFE_INTEGER;
const text = JSON.stringify;

/** A validator by `type`, `enum` and `const`, and by the words of one type; undefined where a schema has none of these. */
export function typed(schema, context) {
  if ("enum" in schema || "const" in schema) return literal(schema, context);
  const said = schema.type === undefined ? undefined : [schema.type].flat();
  if (said === undefined && !Object.values(WORDS).flat().some((word) => word in schema)) return undefined;
  const types = (said ?? TYPES).filter((one, _, all) => !(one === "integer" && all.includes("number")));
  const parts = types.filter((one) => one !== "null").map((one) => MAKERS[one](schema, context));
  if (parts.length === 0) return { code: "z.null()", type: "z.ZodNull" };
  const one = parts.length === 1 ? parts[0] : { code: `z.union([${parts.map(({ code }) => code).join(", ")}])`, type: `z.ZodUnion<readonly [${parts.map(({ type }) => type).join(", ")}]>` };
  const found = types.includes("null") ? nullable(one) : one;
  return said === undefined ? { ...found, type: "z.ZodType" } : found;
}

/** The values of `enum` and `const` that the other words of a type allow; JSON Schema's numbers have one type. */
function literal({ enum: several, const: one, type, ...words }, context) {
  const values = several ?? [one];
  const isOf = (value) => [type].flat().some((name) => name === typeOf(value) || (name === "integer" && Number.isInteger(value)));
  const allowed = values.filter((value) => (type === undefined || isOf(value)) && !(several && one !== undefined && text(value) !== text(one)));
  const left = Object.fromEntries(Object.entries(words).filter(([word]) => Object.values(WORDS).flat().includes(word)));
  const checks = Object.keys(left).length > 0 ? `.check(c.all(${rendered(left, context).code}))` : "";
  const strings = allowed.every((value) => typeof value === "string");
  if (allowed.length === 0) return { code: "z.never()", type: "z.ZodNever" };
  if (allowed.some((value) => typeof value === "object" && value !== null)) {
    return { code: `z.unknown().check(c.values(${allowed.map(text).join(", ")}))${checks}`, type: "z.ZodType" };
  }
  if (several && strings) {
    const members = allowed.map((value) => `${text(value)}: ${text(value)}`);
    return { code: `z.enum(${text(allowed)})${checks}`, type: `z.ZodEnum<{ ${members.join("; ")} }>` };
  }
  return { code: `z.literal(${allowed.length === 1 ? text(allowed[0]) : text(allowed)})${checks}`, type: `z.ZodLiteral<${allowed.map(text).join(" | ")}>` };
}

const typeOf = (value) => (value === null ? "null" : Array.isArray(value) ? "array" : typeof value);

const MAKERS = {
  string({ minLength = 0, maxLength, pattern, "x-pattern-says": words, format }, context) {
    let code = "z.string()";
    // A text with one UTF-16 unit at least has one code point at least; any other length is counted.
    if (minLength === 1 && maxLength === undefined) code += ".min(1)";
    else if (minLength > 0 || maxLength !== undefined) code += `.check(c.length(${minLength}, ${maxLength ?? "Infinity"}))`;
    if (pattern !== undefined && isPattern(pattern, context)) code += `.regex(${regex(pattern)}${words ? `, ${text(words)}` : ""})`;
    if (FORMATS[format]) code += `.check(c.format(${text(format)}, f.${FORMATS[format]}))`;
    if (UNCHECKED.includes(format)) context.notes.push(`The zod validator ${context.name} does not check the format ${format}.`);
    return { code, type: "z.ZodString" };
  },
  number(schema) {
    const bounds = { minimum: "gte", maximum: "lte", exclusiveMinimum: "gt", exclusiveMaximum: "lt", multipleOf: "multipleOf" };
    const calls = Object.entries(bounds).flatMap(([word, name]) => (word in schema ? [`.${name}(${schema[word]})`] : []));
    return { code: `z.number()${calls.join("")}`, type: "z.ZodNumber" };
  },
  integer(schema) {
    const { code, type } = MAKERS.number(schema);
    const isExact = schema.minimum >= -LARGEST && schema.maximum <= LARGEST;
    return { code: code.replace("z.number()", isExact ? "z.number().int()" : "z.number().check(c.integer)"), type };
  },
  boolean: () => ({ code: "z.boolean()", type: "z.ZodBoolean" }),
  array({ items = true, prefixItems, minItems, maxItems, uniqueItems, contains, minContains = 1, maxContains }, context) {
    const rest = rendered(items, context);
    const first = prefixItems?.map((one) => rendered(one, context));
    const item = first ? { code: "z.unknown()", type: "z.ZodUnknown" } : rest;
    const checks = [
      ...(first ? [`c.items([${first.map(({ code }) => code).join(", ")}], ${rest.code})`] : []),
      ...(uniqueItems ? ["c.unique"] : []),
      ...(contains !== undefined ? [`c.contains(${rendered(contains, context).code}, ${minContains}, ${maxContains ?? "Infinity"})`] : []),
    ];
    const bounds = `${minItems ? `.min(${minItems})` : ""}${maxItems === undefined ? "" : `.max(${maxItems})`}`;
    return { code: `z.array(${item.code})${bounds}${checks.length > 0 ? `.check(${checks.join(", ")})` : ""}`, type: `z.ZodArray<${item.type}>` };
  },
  object,
};

/** What every object of JavaScript has, which zod takes for members of the value. */
const INHERITED = Object.getOwnPropertyNames(Object.prototype).filter((name) => name !== "__proto__");

/** The same schema, without inherited names among its properties: these are looked for by patterns, which see own members alone. */
function owned(schema) {
  const { properties = {}, patternProperties } = schema;
  const [inherited, others] = [true, false].map((is) => Object.entries(properties).filter(([name]) => INHERITED.includes(name) === is));
  if (inherited.length === 0) return schema;
  const patterns = inherited.map(([name, one]) => [`^${name}$`, one]);
  return { ...schema, properties: Object.fromEntries(others), patternProperties: { ...patternProperties, ...Object.fromEntries(patterns) } };
}

function object(given, context) {
  const schema = owned(given);
  const { properties = {}, required = [], additionalProperties: others = true, patternProperties } = schema;
  const ignored = Object.keys(properties).filter((name) => properties[name]?.readOnly === true);
  const declared = Object.entries(properties).map(([name, one]) => {
    const { code, type } = rendered(one, context);
    const isNeeded = required.includes(name);
    const output = ignored.includes(name) ? "z.ZodType<never, unknown>" : type;
    return { name, code: `${code}${isNeeded ? "" : ".exactOptional()"}`, type: isNeeded ? type : `z.ZodExactOptional<${output}>` };
  });
  const shape = lines(declared.map(({ name, code }) => `${key(name)}: ${code},\n`));
  const shapeType = lines(declared.map(({ name, type }) => `${key(name)}: ${type};\n`));
  const made = (kind, config, more = "") => ({
    code: `z.${kind}({${shape}})${more}`,
    type: `z.ZodObject<{${shapeType}}, ${config}>`,
  });
  const rest = others?.readOnly === true ? { code: "z.unknown()", type: "z.ZodUnknown" } : rendered(others, context);
  let base = made("looseObject", "z.core.$loose");
  if (!patternProperties && others === false) base = made("strictObject", "z.core.$strict");
  else if (!patternProperties && rest.code === "z.never()") base = made("strictObject", "z.core.$strict");
  else if (!patternProperties && rest.code !== "z.unknown()" && shape === "") {
    base = { code: `z.record(z.string(), ${rest.code})`, type: `z.ZodRecord<z.ZodString, ${rest.type}>` };
  } else if (!patternProperties && rest.code !== "z.unknown()") base = made("object", `z.core.$catchall<${rest.type}>`, `.catchall(${rest.code})`);
  const checks = checksOf(schema, rest, ignored, context);
  return checks.length > 0 ? { ...base, code: `${base.code}.check(${checks.join(", ")})` } : base;
}

/** Each on a line of its own, indented. */
const lines = (parts) => (parts.length > 0 ? `\n${parts.map((part) => `    ${part.trimEnd().replaceAll("\n", "\n    ")}\n`).join("")}` : "");

/** The words of objects that are no shape. */
function checksOf(schema, rest, ignored, context) {
  const { properties = {}, required = [], patternProperties, propertyNames, minProperties = 0, maxProperties } = schema;
  const missing = required.filter((name) => !Object.hasOwn(properties, name));
  const patterns = Object.entries(patternProperties ?? {}).filter(([pattern]) => isPattern(pattern, context));
  const matching = patterns.map(([pattern, one]) => `[${regex(pattern)}, ${rendered(one, context).code}]`);
  return [
    ...(missing.length > 0 ? [`c.requires(${missing.map(text).join(", ")})`] : []),
    ...(patternProperties ? [`c.members(${text(Object.keys(properties))}, [${matching.join(", ")}], ${rest.code})`] : []),
    ...(propertyNames !== undefined ? [`c.names(${rendered(named(propertyNames), context).code})`] : []),
    ...(minProperties > 0 || maxProperties !== undefined ? [`c.size(${minProperties}, ${maxProperties ?? "Infinity"})`] : []),
    ...Object.entries(schema.dependentRequired ?? {}).map(([name, others]) => `c.needs(${text(name)}, ${text(others)})`),
    ...Object.entries(schema.dependentSchemas ?? {}).map(([name, one]) => `c.beside(${text(name)}, ${rendered(one, context).code})`),
    ...(ignored.length > 0 ? [`c.without(${ignored.map(text).join(", ")})`] : []),
  ];
}

/** A name is a string, whatever else the schema of names leaves open. */
const named = (schema) => (typeof schema === "object" && schema.type === undefined ? { type: "string", ...schema } : schema);

const key = (name) => (/^[A-Za-z_$][\w$]*$/.test(name) && name !== "__proto__" ? name : `[${text(name)}]`);

const regex = (pattern) => `new RegExp(${text(pattern)}, "u")`;

function isPattern(pattern, context) {
  try {
    return new RegExp(pattern, "u") instanceof RegExp;
  } catch {
    context.notes.push(`The zod validator ${context.name} does not check the pattern ${pattern}, which is none of ECMA-262 in Unicode mode.`);
    return false;
  }
}
