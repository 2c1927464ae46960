/** What validators say of values: node verdicts.mjs VALIDATORS.js VALUES.json [messages], where each is [name, JSON text]. */

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [, , validators, values, messages] = process.argv;
const made = await import(pathToFileURL(validators).href);
const found = JSON.parse(readFileSync(values, "utf8")).map(([name, text]) => made[name].safeParse(JSON.parse(text)));
const said = found.map(({ success, error }) => (messages ? (error?.issues ?? []).map(({ message }) => message) : success));
console.log(JSON.stringify(said));
