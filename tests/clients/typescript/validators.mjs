/** Writes the zod validators of schemas alone: node validators.mjs SCHEMAS.json ZOD.js. Prints what the generator notes. */

import { readFileSync, writeFileSync } from "node:fs";
import { validators } from "../../../contracts/codegen/typescript/zod.mjs";

const [, , schemas, out] = process.argv;
const { code, notes } = validators(JSON.parse(readFileSync(schemas, "utf8")), {});
writeFileSync(out, code);
console.log(JSON.stringify(notes));
