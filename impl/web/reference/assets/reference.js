// Starts Swagger UI on the contract, in the colours that the system has.
const settings = JSON.parse(document.getElementById("settings").textContent);

const dark = matchMedia("(prefers-color-scheme: dark)");
const recolour = () => document.documentElement.classList.toggle("dark-mode", dark.matches);
dark.addEventListener("change", recolour);
recolour();

// Swagger UI sends what an example says. Of a parameter that may be left out that is a surprise: `If-Match: "3"` would
// answer 412, and an `Idempotency-Key` the task made before. So these examples are told, not sent.
function told(parameter) {
  if (parameter.required || parameter.example === undefined) return parameter;
  const { example, description = "", ...rest } = parameter;
  return { ...rest, description: `${description}\n\nFor example \`${[example].flat().join(", ")}\`.` };
}

// What a request can't do without comes first, wherever the contract says it.
function withParameters(operation, shared, components) {
  const whole = (parameter) => components?.[parameter.$ref?.split("/").at(-1)] ?? parameter;
  const own = (operation.parameters ?? []).map(whole);
  const others = shared.map(whole).filter((one) => !own.some(({ name, in: place }) => name === one.name && place === one.in));
  const parameters = [...own, ...others].map(told).sort((a, b) => Boolean(b.required) - Boolean(a.required));
  return { ...operation, parameters };
}

function readable(contract) {
  const paths = {};
  for (const [path, { parameters: shared = [], ...operations }] of Object.entries(contract.paths)) {
    paths[path] = operations;
    for (const [method, operation] of Object.entries(operations)) {
      if (typeof operation !== "object" || Array.isArray(operation)) continue;
      paths[path][method] = withParameters(operation, shared, contract.components?.parameters);
    }
  }
  return { ...contract, paths };
}

// Swagger UI names its text fields for screen readers, not its menus and bodies.
function name(field) {
  const parameter = field.closest("[data-param-name]")?.dataset.paramName;
  const other = field.matches("textarea") ? "Request body" : field.closest("label") ? null : "Example or media type";
  if (parameter ?? other) field.setAttribute("aria-label", parameter ?? other);
}

const reference = document.getElementById("reference");
const unnamed = ":is(select, textarea):not([aria-label], [aria-labelledby])";
new MutationObserver(() => reference.querySelectorAll(unnamed).forEach(name)).observe(reference, { childList: true, subtree: true });

const readableContract = {
  statePlugins: { spec: { wrapActions: { updateJsonSpec: (update) => (contract) => update(readable(contract)) } } },
};

// A page from the disk has the URL file:…, below which Swagger UI finds no reference, not even one within the document.
const withoutAddress = {
  statePlugins: { spec: { wrapSelectors: { url: () => () => "https://contract.invalid/" } } },
  wrapComponents: { InfoUrl: () => () => null },
};

const ui = SwaggerUIBundle({
  dom_id: "#reference",
  ...(settings.contract ? { spec: settings.contract } : { url: settings.url }),
  plugins: settings.contract ? [readableContract, withoutAddress] : [readableContract],
  deepLinking: true,
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  // A token that the page came with is the newest one.
  persistAuthorization: Object.keys(settings.authorizations ?? {}).length === 0,
  showCommonExtensions: true,
  syntaxHighlight: { theme: "monokai" },
  supportedSubmitMethods: settings.reading ? [] : undefined,
  tryItOutEnabled: !settings.reading,
  validatorUrl: null,
  onComplete: () => {
    for (const [scheme, token] of Object.entries(settings.authorizations ?? {})) ui.preauthorizeApiKey(scheme, token);
  },
});
