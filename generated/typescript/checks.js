// DO NOT EDIT. Generated from the contract by ./codegen.sh; change the contract and run it again.

/** What JSON Schema says and zod has no words for, as checks of a validator of the right type. */
/** The length of a string, which JSON Schema counts in code points. */
export const length = (minimum, maximum) => sized("string", (value) => Array.from(value).length, minimum, maximum);
/** How many members an object has. */
export const size = (minimum, maximum) => sized("object", (value) => Object.keys(value).length, minimum, maximum);
/** A whole number, also one that is too large to be exact. */
export const integer = told("must be an integer", (value) => Number.isInteger(value));
/** A string of this format. */
export const format = (name, is) => told(`must be a ${name}`, (value) => is(value));
/** One of these values, whatever they are. */
export function values(...allowed) {
    const known = new Set(allowed.map(canonical));
    return told(`must be one of ${allowed.map((one) => JSON.stringify(one)).join(", ")}`, (value) => known.has(canonical(value)));
}
/** Items that are all different. */
export const unique = told("has an item twice", (value) => {
    const items = value.map(canonical);
    return new Set(items).size === items.length;
});
/** The first items by the schema at their place, all others by `rest`. */
export const items = (first, rest) => ({ value, issues }) => {
    for (const [at, item] of value.entries())
        within(first[at] ?? rest, item, [at], issues);
};
/** How many items a schema accepts. */
export const contains = (schema, minimum, maximum) => told("has too few or too many items of a kind", (value) => {
    const found = value.filter((item) => accepts(schema, item)).length;
    return found >= minimum && found <= maximum;
});
/** Members by the schemas of all the patterns that match their names; `others` have none and are not `known`. */
export function members(known, patterns, others) {
    return ({ value, issues }) => {
        for (const [name, member] of Object.entries(value)) {
            const matching = patterns.filter(([pattern]) => pattern.test(name)).map(([, schema]) => schema);
            const schemas = matching.length === 0 && !known.includes(name) ? [others] : matching;
            for (const schema of schemas)
                within(schema, member, [name], issues);
        }
    };
}
/** Names of members. */
export const names = (schema) => ({ value, issues }) => {
    for (const name of Object.keys(value))
        within(schema, name, [name], issues);
};
/** Members that have to be there. */
export const requires = (...required) => told(`needs ${required.join(", ")}`, (value) => required.every((name) => Object.hasOwn(value, name)));
/** Members that have to be there where another is. */
export const needs = (name, others) => told(`needs ${others.join(", ")} beside ${name}`, (value) => !Object.hasOwn(value, name) || others.every((one) => Object.hasOwn(value, one)));
/** What an object has to be where it has a member. */
export const beside = (name, schema) => ({ value, issues }) => {
    if (Object.hasOwn(value, name))
        within(schema, value, [], issues);
};
/** All of these. */
export const all = (...schemas) => ({ value, issues }) => {
    for (const schema of schemas)
        within(schema, value, [], issues);
};
/** At least one of these, and at most `most` of them. */
export const some = (most, ...schemas) => ({ value, issues }) => {
    const found = schemas.filter((schema) => accepts(schema, value)).length;
    if (found >= 1 && found <= most)
        return;
    const [which, more] = found === 0 ? ["one", ""] : ["only one", ", and is several"];
    issues.push({ code: "custom", message: `must be ${which} of the alternatives that are allowed here${more}`, input: value, continue: true });
};
/** Not this. */
export const not = (schema) => told("must be something else, since this is not allowed here", (value) => !accepts(schema, value));
/** One of two, as a condition says. */
export const when = (condition, then, otherwise) => ({ value, issues }) => within(accepts(condition, value) ? then : otherwise, value, [], issues);
/** An object without the members that the server ignores. */
export const without = (...ignored) => (payload) => {
    payload.value = Object.fromEntries(Object.entries(payload.value).filter(([name]) => !ignored.includes(name)));
};
function told(message, is) {
    return ({ value, issues }) => {
        if (!is(value))
            issues.push({ code: "custom", message, input: value, continue: true });
    };
}
function sized(origin, sizeOf, minimum, maximum) {
    return ({ value: input, issues }) => {
        const found = sizeOf(input);
        if (found < minimum)
            issues.push({ code: "too_small", origin, minimum, inclusive: true, input, continue: true });
        if (found > maximum)
            issues.push({ code: "too_big", origin, maximum, inclusive: true, input, continue: true });
    };
}
const accepts = (schema, value) => schema.safeParse(value).success;
function within(schema, value, path, issues) {
    const { error } = schema.safeParse(value);
    for (const issue of error?.issues ?? [])
        issues.push({ ...issue, path: [...path, ...issue.path], input: value, continue: true });
}
/** The same text for the same JSON value: members in the order of their names. */
function canonical(value) {
    if (Array.isArray(value))
        return `[${value.map(canonical).join()}]`;
    if (typeof value !== "object" || value === null)
        return JSON.stringify(value === 0 ? 0 : value);
    const sorted = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
    return `{${sorted.map(([name, one]) => `${JSON.stringify(name)}:${canonical(one)}`).join()}}`;
}
