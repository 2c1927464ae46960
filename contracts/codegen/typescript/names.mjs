/** The names that the client has beside those of the contract: in camelCase, by tag, for owners, pages and queries. */

/** What TypeScript has by itself, where JavaScript would take the name. */
const BUILT_IN = ["any", "unknown", "never", "void", "undefined", "string", "number", "bigint", "boolean", "symbol", "object", "await"];

/** Whether a type of TypeScript, and a constant of JavaScript, can have this name. */
export function isTypeName(name) {
  if (!/^[A-Za-z_$][\w$]*$/.test(name) || BUILT_IN.includes(name)) return false;
  try {
    return new Function(`"use strict"; const ${name} = 0;`) instanceof Function;
  } catch {
    return false;
  }
}

/** Names of query parameters that say where a page begins. */
const CURSOR = /cursor|page_?token|^(starting_?)?after$/i;

const wordsOf = (name) => name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+/g) ?? [];
const camel = (words) => words.map((word, at) => (at === 0 ? word.toLowerCase() : capital(word))).join("");
const capital = (word) => word[0].toUpperCase() + word.slice(1).toLowerCase();
export const pascal = (name) => wordsOf(name).map(capital).join("");
const singular = (word) => word.toLowerCase().replace(/ies$/, "y").replace(/s$/, "");

/** The operations of each tag: `{ tasks: { list: "list_tasks" } }`. What has no name of its own keeps that of the contract. */
export function groupsOf(operations) {
  const groups = {};
  for (const { id, tag } of operations) {
    const words = wordsOf(id);
    const group = (groups[camel(wordsOf(tag)) || "default"] ??= {});
    const about = words.slice(-wordsOf(tag).length).map(singular).join(" ") === wordsOf(tag).map(singular).join(" ");
    const short = camel(about ? words.slice(0, -wordsOf(tag).length) : words);
    const name = [short, camel(words), id].find((one) => one && !(one in group));
    if (name) group[name] = id;
  }
  return groups;
}

/** `{ forUser: "user_id" }`: for each parameter that several paths begin with. */
export function ownersOf(operations) {
  const found = {};
  const paths = new Set(operations.map(({ path }) => path));
  const first = [...paths].map((path) => /\{([^{}]+)\}/.exec(path)?.[1]).filter(Boolean);
  for (const parameter of new Set(first)) {
    const words = wordsOf(parameter).filter((word) => !/^(id|name|uuid)$/i.test(word));
    const many = first.filter((one) => one === parameter).length > 1;
    if (many && words.length > 0) found[`for${words.map(capital).join("")}`] ??= parameter;
  }
  return found;
}

/** The parameter of the query that a page's cursor is, of operations whose answer leads to the next page. */
export function cursorOf({ query, links }) {
  return links ? query.find((name) => CURSOR.test(name)) : undefined;
}

/** Types of a query and of a page, by their names: `{ ListTasksQuery: …, TaskPage: … }`. Those of the contract go before. */
export function namedTypes(operations, taken) {
  const types = {};
  const add = (name, words, type) => {
    if (!taken.has(name) && !(name in types)) types[name] = { words, type };
  };
  for (const { id, query } of operations) {
    if (query.length === 0) continue;
    add(`${pascal(id)}Query`, `What \`${id}\` may be asked for.`, `NonNullable<operations["${id}"]["parameters"]["query"]>`);
  }
  for (const { id, links, item } of operations.filter((one) => one.links)) {
    const alone = operations.filter((one) => one.links && one.item === item).length === 1;
    const page = `Extract<Answer<"${id}">, { ok: true }>`;
    add(`${item && alone ? item : pascal(id)}Page`, `A page of what \`${id}\` answers.`, page);
  }
  return types;
}
