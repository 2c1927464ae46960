/** The package around the code: its name, its manifest and its README. */

import { readFileSync } from "node:fs";
import { join } from "node:path";

/** "Tasks API" becomes tasks-api-client, createTasksClient and TasksClient. */
export function names(document) {
  const words = document.info.title.match(/[A-Za-z0-9]+/g) ?? ["api"];
  const said = words.length > 1 && words.at(-1).toLowerCase() === "api" ? words.slice(0, -1) : words;
  const pascal = said.map((word) => word[0].toUpperCase() + word.slice(1)).join("");
  return {
    package: `${words.join("-").toLowerCase()}-client`,
    factory: `create${pascal}Client`,
    client: `${pascal}Client`,
  };
}

/** What is imported beside the client, and the package that each needs, with the versions that it is tried with. */
const SUBPATHS = { query: ["@tanstack/query-core", ">=5.90.0 <6"], msw: ["msw", ">=2.10.0"], zod: ["zod", ">=4.4.0 <5"] };

/** `package.json`. openapi-fetch is of the version that the code was made for. */
export function manifest(document, named, here) {
  const tools = JSON.parse(readFileSync(join(here, "package.json"), "utf8")).devDependencies;
  const { title, version, summary, license } = document.info;
  const fields = {
    name: named.package,
    version,
    description: `A typed client of the ${title}${summary ? `: ${summary}` : ""}`,
    ...(license?.identifier ? { license: license.identifier } : {}),
    type: "module",
    sideEffects: false,
    exports: Object.fromEntries([
      ...["index", ...Object.keys(SUBPATHS)].map((stem) => [stem === "index" ? "." : `./${stem}`, bothWays(stem)]),
      ["./package.json", "./package.json"],
    ]),
    main: "./cjs/index.js",
    module: "./index.js",
    types: "./index.d.ts",
    // For compilers that do not read exports (moduleResolution node10).
    typesVersions: { "*": Object.fromEntries(Object.keys(SUBPATHS).map((stem) => [stem, [`./${stem}.d.ts`]])) },
    files: ["*.js", "*.d.ts", "cjs", "CHANGELOG.md"],
    peerDependencies: Object.fromEntries(Object.values(SUBPATHS)),
    peerDependenciesMeta: Object.fromEntries(Object.values(SUBPATHS).map(([name]) => [name, { optional: true }])),
    dependencies: { "openapi-fetch": `^${tools["openapi-fetch"]}` },
  };
  return `${JSON.stringify(fields, null, 2)}\n`;
}

/** What to say of the operations that answer with a stream; nothing where there are none. */
function streams(operations) {
  const names = operations.filter(({ stream }) => stream).map(({ id }) => `\`${id}\``);
  if (names.length === 0) return "";
  return `
## Streams

${names.join(", ")} ${names.length > 1 ? "answer" : "answers"} with a stream: \`for await\` has each value, typed, and asks for the next when it is
ready. Leaving the loop closes the connection. Server-sent events are asked for again when the connection ends, from the last \`id\` on
(\`Last-Event-ID\`), after as long as the server says (\`retry\`), until the \`signal\` is aborted or the answer is 204. JSON lines end with the
answer; a cut or a line that is not JSON throws \`BrokenStream\`. What the contract has no stream for throws \`ProblemError\`.`;
}

/** A module for `import` and for `require`, each with its own types. */
function bothWays(stem) {
  return {
    import: { types: `./${stem}.d.ts`, default: `./${stem}.js` },
    require: { types: `./cjs/${stem}.d.ts`, default: `./cjs/${stem}.js` },
  };
}

/** `README.md`: ours, with the names and the operations of the contract. */
export function readme(document, named, operations, here) {
  const rows = operations.map(({ id, method, path, summary }) => `| \`${id}\` | ${method.toUpperCase()} \`${path}\` | ${summary} |`);
  const values = {
    ...named,
    title: document.info.title,
    version: document.info.version,
    streams: streams(operations),
    operations: ["| function | request | |", "|---|---|---|", ...rows].join("\n"),
  };
  return readFileSync(join(here, "README.template.md"), "utf8").replace(/\{\{(\w+)\}\}/g, (_, name) => values[name]);
}
