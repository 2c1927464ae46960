"""The keywords of OpenAPI and JSON Schema that the generator knows. It refuses all others."""

# JSON Schema 2020-12, with and without the additional keywords of OpenAPI (OpenAPI 3.1, section 4.8.24.7).
DIALECTS = (
    "https://spec.openapis.org/oas/3.1/dialect/base",
    "https://json-schema.org/draft/2020-12/schema",
    *(f"https://spec.openapis.org/oas/3.1/dialect/{day}" for day in ("2024-10-25", "2024-11-10")),
    "https://spec.openapis.org/oas/3.2/dialect/2025-09-17",
)
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "query")
# The keys of a path item that are no methods which are served.
_ABOUT_PATHS = frozenset({"$ref", "summary", "description", "servers", "parameters", "additionalOperations", "trace"})


def is_method(key: str) -> bool:
    """Return whether a key of a path item in its standard form is a method, in lower case."""
    return key not in _ABOUT_PATHS and not key.startswith("x-")


# Keywords that describe a value and don't restrict it.
ANNOTATIONS = frozenset(
    {"title", "description", "example", "examples", "default", "deprecated", "externalDocs", "xml", "$comment"}
    | {"contentEncoding", "contentMediaType", "contentSchema"}
)
# Keywords by which a schema is known outside of OpenAPI; references of a document go by pointers.
IDENTIFIERS = frozenset({"$schema", "$id", "$anchor", "$dynamicAnchor"})
# Keywords whose value is one schema, a list of schemas, or schemas by name.
SCHEMA_KEYWORDS = frozenset(
    {"items", "contains", "additionalProperties", "propertyNames", "not", "if", "then", "else"}
    | {"unevaluatedItems", "unevaluatedProperties", "contentSchema"}
)
SCHEMA_LIST_KEYWORDS = frozenset({"allOf", "anyOf", "oneOf", "prefixItems"})
SCHEMA_MAP_KEYWORDS = frozenset({"properties", "patternProperties", "dependentSchemas", "$defs", "definitions"})
ASSERTIONS = frozenset(
    {"type", "enum", "const", "format", "pattern", "minLength", "maxLength", "minimum", "maximum"}
    | {"exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minItems", "maxItems", "uniqueItems", "minContains"}
    | {"maxContains", "minProperties", "maxProperties", "required", "dependentRequired"}
)
KNOWN = (
    ANNOTATIONS
    | SCHEMA_KEYWORDS
    | SCHEMA_LIST_KEYWORDS
    | SCHEMA_MAP_KEYWORDS
    | ASSERTIONS
    | IDENTIFIERS
    | {"$ref", "readOnly", "writeOnly", "discriminator", "nullable"}
)

# Formats that the validator asserts (JSON Schema 2020-12, section 7.3).
STRING_FORMATS = frozenset(
    {"date", "date-time", "time", "duration", "email", "idn-email", "hostname", "idn-hostname", "ipv4", "ipv6"}
    | {"uri", "uri-reference", "iri", "iri-reference", "uuid", "json-pointer", "relative-json-pointer", "regex"}
    | {"uri-template"}
)
# Formats of the OpenAPI registry that are replaced by other keywords, or that don't restrict a value.
INTEGER_BOUNDS = {f"int{bits}": (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1) for bits in (8, 16, 32, 64)} | {
    f"uint{bits}": (0, 2**bits - 1) for bits in (8, 16, 32, 64)
}
NUMBER_FORMATS = frozenset({"float", "double", *INTEGER_BOUNDS})
BASE64_PATTERN = "^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$"
OTHER_FORMATS = NUMBER_FORMATS | {"byte", "password", "commonmark", "html", "binary"}
FORMATS = STRING_FORMATS | OTHER_FORMATS

DEFAULT_STYLES = {"path": "simple", "query": "form", "header": "simple", "cookie": "form"}
STYLES = {
    "path": frozenset({"simple"}),
    "query": frozenset({"form", "spaceDelimited", "pipeDelimited", "deepObject"}),
    "header": frozenset({"simple"}),
    "cookie": frozenset({"form"}),
}
UNKNOWN_QUERY_PARAMETERS = "x-unknown-query-parameters"
"""Of a document: `refuse` or `ignore`, as which OpenAPI's silence is read."""
# OpenAPI ignores header parameters with these names, because media types and security schemes define them.
IGNORED_HEADERS = frozenset({"accept", "content-type", "authorization"})
