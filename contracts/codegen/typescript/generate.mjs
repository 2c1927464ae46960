/** Generates the TypeScript client of an OpenAPI 3.1 document: node generate.mjs DOCUMENT.json FOLDER */

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { argv, exit } from "node:process";
import openapiTS, { astToString } from "openapi-typescript";
import ts from "typescript";

import { createsOf, itemsOf, operationsOf, prepared, readable, Untellable, versionsOf } from "./document.mjs";
import { groupsOf, ownersOf } from "./names.mjs";
import { manifest, names, readme } from "./package.mjs";
import { declarations, entry, EXAMPLE_TYPES, examples, schemas, table } from "./write.mjs";
import { validators } from "./zod.mjs";

const HERE = import.meta.dirname;
const HEADER = "// DO NOT EDIT. Generated from the contract by ./codegen.sh; change the contract and run it again.\n\n";
// Left as they are are what a default makes optional, in requests; and the contract, which was linted before.
const TYPES = { defaultNonNullable: false, silent: true, transform: momentOrText };
const COMPILER = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ES2022, verbatimModuleSyntax: true };

const [, , input, folder] = argv;
const { "x-validators": judged, ...given } = JSON.parse(readFileSync(input, "utf8"));
const [document, left] = readable(given);
for (const sentence of left) console.log(sentence);
const operations = operationsOrExit();
const named = names(document);
const ours = {
  name: named.package,
  groups: groupsOf(operations),
  owners: ownersOf(operations),
  versions: versionsOf(document),
  items: itemsOf(document, operations),
  creates: createsOf(operations),
};

const judges = validators(judged, document);
for (const sentence of judges.notes) console.log(sentence);

const files = {
  "contract.d.ts": astToString(await openapiTS(prepared(document), TYPES)),
  "schemas.d.ts": schemas(document, operations),
  "operations.d.ts": declarations(operations, ours),
  "operations.js": table(operations, ours),
  "examples.d.ts": EXAMPLE_TYPES,
  "examples.js": examples(operations),
  "zod.d.ts": judges.types,
  "zod.js": judges.code,
};
const streamed = operations.some(({ stream }) => stream);
const sources = readdirSync(join(HERE, "src")).sort().filter((name) => streamed || name !== "streams.ts");
for (const name of [...sources, "index.ts"]) {
  const source = name === "index.ts" ? entry(named, operations) : readFileSync(join(HERE, "src", name), "utf8");
  const stem = name.replace(/\.ts$/, "");
  files[`${stem}.d.ts`] = ts.transpileDeclaration(source, { compilerOptions: COMPILER }).outputText;
  const code = ts.transpileModule(source, { compilerOptions: COMPILER }).outputText;
  if (/^(?!\/|export \{\};)\S/m.test(code)) files[`${stem}.js`] = code; // not where there are types alone
}

/** A date-time of a query may be given as a Date, which is written as text. */
function momentOrText(schema) {
  if (!schema["x-moment"]) return undefined;
  return ts.factory.createUnionTypeNode([
    ts.factory.createKeywordTypeNode(ts.SyntaxKind.StringKeyword),
    ts.factory.createTypeReferenceNode("Date"),
  ]);
}

/**
 * The same for `require`, in a folder whose package.json says so. Types alone are not repeated: they are those of the ES
 * modules.
 */
function commonJs(modules) {
  const compilerOptions = { ...COMPILER, module: ts.ModuleKind.CommonJS, verbatimModuleSyntax: false };
  const code = Object.keys(modules).filter((name) => name.endsWith(".js"));
  const made = {};
  for (const name of code) {
    made[`cjs/${name}`] = ts.transpileModule(modules[name], { compilerOptions }).outputText;
    const types = modules[name.replace(/\.js$/, ".d.ts")];
    made[`cjs/${name.replace(/\.js$/, ".d.ts")}`] = types.replaceAll(/(["'])\.\/(\w+)\.js\1;/g, (found, _, stem) =>
      code.includes(`${stem}.js`) ? found : `"../${stem}.js" with { "resolution-mode": "import" };`,
    );
  }
  return made;
}

function operationsOrExit() {
  try {
    return operationsOf(document);
  } catch (error) {
    if (!(error instanceof Untellable)) throw error;
    console.error(error.message);
    exit(1);
  }
}

mkdirSync(join(folder, "cjs"), { recursive: true });
for (const [name, text] of Object.entries({ ...files, ...commonJs(files) })) writeFileSync(join(folder, name), HEADER + text);
writeFileSync(join(folder, "cjs", "package.json"), `${JSON.stringify({ type: "commonjs" }, null, 2)}\n`);
writeFileSync(join(folder, "package.json"), manifest(document, named, HERE));
writeFileSync(join(folder, "README.md"), readme(document, named, operations, HERE));
