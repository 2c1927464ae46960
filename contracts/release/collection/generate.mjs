// Makes a Postman collection (v2.1) of an OpenAPI document: node generate.mjs DOCUMENT.json COLLECTION.json
//
// Postman's own converter does. What it draws by lot (ids, and values without an example) is drawn from a fixed seed, so
// that the same document gives the same bytes.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { makeRunnable } from "./runnable.mjs";

let state = 1;
Math.random = () => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state / 2 ** 32;
};
const require = createRequire(import.meta.url);
const { convert } = require("openapi-to-postmanv2");
const { Collection } = require("postman-collection");

const [, , from, to] = process.argv;
const text = readFileSync(from, "utf8");
const options = {
  folderStrategy: "Tags",
  requestNameSource: "Fallback",
  requestParametersResolution: "Example",
  enableOptionalParameters: false,
  alwaysInheritAuthentication: true,
};
convert({ type: "string", data: text }, options, (error, result) => {
  if (error || !result.result) {
    console.error(error?.message ?? result.reason);
    process.exit(1);
  }
  const collection = result.output[0].data;
  makeRunnable(collection, JSON.parse(text));
  named(collection, collection.info.name);
  new Collection(collection); // throws for what Postman can't open
  writeFileSync(to, `${JSON.stringify(collection, null, 2)}\n`);
});

/** Give every part an id that follows from where it stands. */
function named(value, place) {
  if (Array.isArray(value)) value.forEach((part, index) => named(part, `${place}/${index}`));
  if (value === null || typeof value !== "object" || Array.isArray(value)) return;
  for (const [key, part] of Object.entries(value)) {
    if ((key === "id" || key === "_postman_id") && typeof part === "string") value[key] = uuid(`${place}/${key}`);
    else named(part, `${place}/${key}`);
  }
}

function uuid(name) {
  const hex = createHash("sha256").update(name).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
