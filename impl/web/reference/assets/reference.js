// Starts Scalar on the contract. Everything that would ask another server is off (ADR 0014).
const settings = JSON.parse(document.getElementById("settings").textContent);

// Samples are of curl, which Scalar makes of what is filled in, and those that the contract comes with.
const others = ["c", "clojure", "csharp", "dart", "fsharp", "go", "http", "java", "js", "kotlin", "node", "objc", "ocaml",
  "php", "powershell", "python", "r", "ruby", "rust", "swift"];

Scalar.createApiReference("#reference", {
  content: settings.contract,
  servers: settings.served ? [{ url: location.origin, description: "The server of this page." }] : undefined,
  authentication: {
    preferredSecurityScheme: settings.scheme,
    securitySchemes: settings.token ? { [settings.scheme]: { token: settings.token } } : {},
  },
  // A token that the page came with is the newest one.
  persistAuth: !settings.token,
  hideTestRequestButton: settings.reading,
  agent: { disabled: true },
  mcp: { disabled: true },
  hideClientButton: true,
  showDeveloperTools: "never",
  telemetry: false,
  withDefaultFonts: false,
  defaultOpenAllTags: true,
  documentDownloadType: "none",
  orderRequiredPropertiesFirst: true,
  orderSchemaPropertiesBy: "preserve",
  operationTitleSource: "summary",
  hiddenClients: { ...Object.fromEntries(others.map((target) => [target, true])), shell: ["wget", "httpie"] },
  defaultHttpClient: { targetKey: "shell", clientKey: "curl" },
});

// Some of its fields lack a name, or a state, for screen readers (WCAG 2.2, 4.1.2).
new MutationObserver(() => {
  for (const field of document.querySelectorAll(".cm-content:not([aria-label], [aria-labelledby])")) {
    field.ariaLabel = "Request body";
  }
  for (const field of document.querySelectorAll("[role=combobox]:not([aria-expanded])")) field.ariaExpanded = "false";
  for (const field of document.querySelectorAll('tr [aria-label=" Value"]')) {
    const [, name] = field.closest("tr").querySelector("[aria-label^=Include]")?.ariaLabel.split(" ") ?? [];
    if (name && name !== "row") field.ariaLabel = `${name} Value`;
  }
}).observe(document.body, { childList: true, subtree: true });
