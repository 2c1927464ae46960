"""The keywords of OpenAPI and JSON Schema that the generator knows. It refuses all others."""

# JSON Schema 2020-12, with and without the additional keywords of OpenAPI (OpenAPI 3.1, section 4.8.24.7).
DIALECTS = ("https://spec.openapis.org/oas/3.1/dialect/base", "https://json-schema.org/draft/2020-12/schema")
METHODS = ("get", "put", "post", "delete", "options", "head", "patch")

# Keywords that describe a value and don't restrict it.
ANNOTATIONS = frozenset(
    {"title", "description", "example", "examples", "default", "deprecated", "externalDocs", "xml", "$comment"}
    | {"contentEncoding", "contentMediaType", "contentSchema"}
)
# Keywords whose value is one schema, a list of schemas, or schemas by name.
SCHEMA_KEYWORDS = frozenset(
    {"items", "contains", "additionalProperties", "propertyNames", "not", "if", "then", "else"}
    | {"unevaluatedItems", "unevaluatedProperties", "contentSchema"}
)
SCHEMA_LIST_KEYWORDS = frozenset({"allOf", "anyOf", "oneOf", "prefixItems"})
SCHEMA_MAP_KEYWORDS = frozenset({"properties", "patternProperties", "dependentSchemas"})
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
OTHER_FORMATS = NUMBER_FORMATS | {"binary", "byte", "password", "commonmark", "html"}
FORMATS = STRING_FORMATS | OTHER_FORMATS

DEFAULT_STYLES = {"path": "simple", "query": "form", "header": "simple", "cookie": "form"}
STYLES = {
    "path": frozenset({"simple"}),
    "query": frozenset({"form", "spaceDelimited", "pipeDelimited"}),
    "header": frozenset({"simple"}),
    "cookie": frozenset({"form"}),
}
# OpenAPI ignores header parameters with these names, because media types and security schemes define them.
IGNORED_HEADERS = frozenset({"accept", "content-type", "authorization"})
