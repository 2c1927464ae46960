/** What validators say of values: node verdicts.mjs VALIDATORS.js VALUES.json, where each is [name, JSON text]. */

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [, , validators, values] = process.argv;
const made = await import(pathToFileURL(validators).href);
const said = JSON.parse(readFileSync(values, "utf8")).map(([name, text]) => made[name].safeParse(JSON.parse(text)).success);
console.log(JSON.stringify(said));
