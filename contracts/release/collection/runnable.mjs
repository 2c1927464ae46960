// Makes a Postman collection one that runs as it stands, from its first request to its last: what is made is made first and
// deleted last, requests take the number of what was made from its answer, and each tests its status and headers.

/** Change the `collection` by what the OpenAPI `document` says; the references in it are local. */
export function makeRunnable(collection, document) {
  const resolve = (node) => (node?.$ref ? resolve(at(document, node.$ref.slice(1))) : node);
  const operations = operationsOf(document, resolve);
  const made = new Map([...operations.values()].flatMap((operation) => [...madeBy(operation, resolve)]));
  for (const folder of collection.item) {
    folder.item = folder.item
      .flatMap((item) => {
        const place = `${item.request.method} /${item.request.url.path.join("/")}`;
        const operation = operations.get(place) ?? { responses: {} };
        return withExamples(item, operation, resolve).map((one) => ({ item: tested(one, operation, resolve), operation }));
      })
      .sort((one, other) => turn(one.operation, resolve) - turn(other.operation, resolve))
      .map(({ item }) => item);
    for (const variable of folder.item.flatMap((item) => item.request.url.variable ?? [])) {
      if (!made.has(variable.key)) declare(collection, variable.key, variable.value);
      variable.value = `{{${variable.key}}}`;
    }
  }
  for (const { key } of collection.auth?.bearer ?? []) if (key === "token") declare(collection, "bearerToken", "");
}

/** The operations, by the method and the path as the collection writes them. */
function operationsOf(document, resolve) {
  const methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];
  return new Map(
    Object.entries(document.paths).flatMap(([path, item]) =>
      Object.entries(resolve(item))
        .filter(([method]) => methods.includes(method))
        .map(([method, one]) => [`${method.toUpperCase()} ${path.replaceAll(/\{([^}]+)\}/g, ":$1")}`, { method, ...one }]),
    ),
  );
}

/** What is made goes first, and what deletes last. */
function turn(operation, resolve) {
  return operation.method === "delete" ? 2 : madeBy(operation, resolve).size > 0 ? 0 : 1;
}

/** The parameters of other operations that the links of a POST find in its answer, each with its JSON pointer. */
function madeBy(operation, resolve) {
  const links = operation.method === "post" ? Object.values(success(operation, resolve)[1].links ?? {}) : [];
  return new Map(
    links
      .flatMap((link) => Object.entries(resolve(link).parameters ?? {}))
      .filter(([, value]) => String(value).startsWith("$response.body#/"))
      .map(([name, value]) => [name.split(".").at(-1), value.slice("$response.body#".length)]),
  );
}

/** The first status that says success, and its response. */
function success(operation, resolve) {
  const [status, response] = Object.entries(operation.responses).find(([status]) => /^2\d\d$/.test(status)) ?? [undefined, {}];
  return [status, resolve(response)];
}

/** The request once for each example of its body. */
function withExamples(item, operation, resolve) {
  const examples = Object.values(resolve(operation.requestBody)?.content?.["application/json"]?.examples ?? {}).map(resolve);
  return [
    item,
    ...examples.slice(1).map((example) => {
      const copy = structuredClone({ ...item, name: `${item.name}: ${example.summary}`, response: [] });
      copy.request.body.raw = JSON.stringify(example.value, null, 2);
      return copy;
    }),
  ];
}

function tested(item, operation, resolve) {
  const [status, response] = success(operation, resolve);
  if (status === undefined) return item;
  const required = Object.entries(response.headers ?? {}).filter(([, header]) => resolve(header).required);
  const lines = [
    `pm.test("answers ${status}", () => pm.response.to.have.status(${status}));`,
    ...required.map(([name]) => `pm.test("has ${name}", () => pm.response.to.have.header(${JSON.stringify(name)}));`),
    ...[...madeBy(operation, resolve)].map(([name, pointer]) => {
      const value = pointer.slice(1).split("/").map((step) => `?.[${JSON.stringify(step)}]`).join("");
      return `pm.collectionVariables.set(${JSON.stringify(name)}, pm.response.json()${value});`;
    }),
  ];
  return { ...item, event: [{ listen: "test", script: { type: "text/javascript", exec: lines } }] };
}

function declare(collection, key, value) {
  if (!collection.variable.some((one) => one.key === key)) collection.variable.push({ type: "string", key, value });
}

function at(node, pointer) {
  return pointer
    .split("/")
    .slice(1)
    .reduce((inner, step) => inner[decodeURIComponent(step).replaceAll("~1", "/").replaceAll("~0", "~")], node);
}
