"""Arrays: of scalars in a parameter, of anything in a body."""

from tests.contracts.codegen.verdicts.cases import Case, case, in_body

_STRINGS = {"type": "array", "items": {"type": "string"}}
_INTEGERS = {"type": "array", "items": {"type": "integer"}}

ARRAYS: tuple[Case, ...] = (
    case(
        "type",
        "array",
        _STRINGS,
        accept=[["a"], ["a", "b"], [], ["a,b", "c"], ["ü", "😀"], ["", "a"]],
        reject=[in_body("a"), in_body({}), in_body(None), in_body([1]), in_body([None]), in_body({"0": "a"})],
    ),
    case(
        "anyOf",
        "of an array and null",
        {"anyOf": [_STRINGS, {"type": "null"}]},
        accept=[["a"], ["a", "b"], ["1", "true"], in_body(None)],
        reject=[in_body("a"), in_body([1])],
    ),
    case(
        "type",
        "array or null",
        {"type": ["array", "null"], "items": {"type": "integer"}},
        accept=[[1], [1, 2], in_body(None)],
        reject=[["x"], [1.5]],
    ),
    case(
        "allOf",
        "of an array",
        {"allOf": [{"$ref": "#/components/schemas/AnyWords"}], "maxItems": 2},
        components={"AnyWords": {"oneOf": [_STRINGS, {"type": "null"}]}},
        accept=[["1", "true"], ["a"]],
        reject=[["a", "b", "c"], in_body([1])],
    ),
    case(
        "items",
        "integer",
        _INTEGERS,
        accept=[[1], [1, -2]],
        reject=[["x"], [1, "x"], [1.5], in_body(["1"]), in_body([True])],
    ),
    case("items", "number", {"type": "array", "items": {"type": "number"}}, accept=[[1, 2.5]], reject=[[1, "x"]]),
    case(
        "items", "boolean", {"type": "array", "items": {"type": "boolean"}}, accept=[[True, False]], reject=[[True, 1]]
    ),
    case(
        "items",
        "with minimum",
        {"type": "array", "items": {"type": "integer", "minimum": 1, "maximum": 9}},
        accept=[[1, 9]],
        reject=[[0], [1, 10]],
    ),
    case(
        "items",
        "with minLength",
        {"type": "array", "items": {"type": "string", "minLength": 2, "maxLength": 3}},
        accept=[["ab", "abc"], ["😀😀"]],
        reject=[["a"], ["ab", "abcd"]],
    ),
    case(
        "items",
        "with enum",
        {"type": "array", "items": {"type": "string", "enum": ["a", "b"]}},
        accept=[["a", "b", "a"]],
        reject=[["a", "c"], ["A"]],
    ),
    case(
        "items",
        "with pattern",
        {"type": "array", "items": {"type": "string", "pattern": "^[a-z]+$"}},
        accept=[["a", "bc"]],
        reject=[["a", "B"]],
    ),
    case(
        "items",
        "with format",
        {"type": "array", "items": {"type": "string", "format": "date"}},
        accept=[["2026-03-01", "2024-02-29"]],
        reject=[["2026-03-01", "x"], ["2026-02-29"]],
    ),
    case(
        "items",
        "of several types",
        {"type": "array", "items": {"type": ["integer", "boolean"]}},
        accept=[[1, True]],
        reject=[[1, "x"]],
    ),
    case("minItems", "", {**_STRINGS, "minItems": 2}, accept=[["a", "b"], ["a", "a", "a"]], reject=[["a"], []]),
    case("minItems", "of one", {**_STRINGS, "minItems": 1}, accept=[["a"]], reject=[[]]),
    case("maxItems", "", {**_STRINGS, "maxItems": 2}, accept=[["a"], ["a", "b"], []], reject=[["a", "b", "c"]]),
    case(
        "uniqueItems",
        "",
        {**_STRINGS, "uniqueItems": True},
        accept=[["a", "b"], ["a", "A"]],
        reject=[["a", "a"], ["a", "b", "a"]],
    ),
    case(
        "uniqueItems",
        "of integers",
        {**_INTEGERS, "uniqueItems": True},
        accept=[[1, 2]],
        reject=[[1, 1], [1, 2, 1.0]],
    ),
    case("uniqueItems", "false", {**_STRINGS, "uniqueItems": False}, accept=[["a", "a"]], reject=[in_body([1])]),
    case(
        "prefixItems",
        "",
        {"type": "array", "prefixItems": [{"type": "string", "minLength": 1}, {"type": "integer"}], "items": False},
        accept=[["a", 1], ["a"]],
        reject=[["a", "b"], ["a", 1, 2]],
    ),
    case(
        "prefixItems",
        "and more",
        {"type": "array", "prefixItems": [{"type": "string"}], "items": {"type": "integer"}},
        accept=[["a", 1, 2], ["a"]],
        reject=[["a", "b"], ["a", 1, "b"]],
    ),
    case(
        "contains",
        "",
        {**_INTEGERS, "contains": {"const": 5}},
        accept=[[5], [1, 5]],
        reject=[[1], [1, 2], []],
    ),
    case(
        "minContains",
        "",
        {**_INTEGERS, "contains": {"minimum": 5}, "minContains": 2},
        accept=[[5, 6], [1, 5, 7]],
        reject=[[5], [1, 5]],
    ),
    case(
        "maxContains",
        "",
        {**_INTEGERS, "contains": {"minimum": 5}, "maxContains": 1},
        accept=[[5], [1, 5, 2]],
        reject=[[5, 6], [1]],
    ),
    case(
        "unevaluatedItems",
        "",
        {"type": "array", "allOf": [{"prefixItems": [{"type": "string"}]}], "unevaluatedItems": False},
        accept=[["a"]],
        reject=[["a", "b"]],
    ),
)

ARRAY_BODIES: tuple[Case, ...] = (
    case(
        "items",
        "array",
        {"type": "array", "items": {**_INTEGERS, "minItems": 1}},
        accept=[[], [[1], [2, 3]]],
        reject=[[[]], [["x"]], [1]],
        where="bodies",
    ),
    case(
        "items",
        "object",
        {"type": "array", "items": {"type": "object", "required": ["a"], "properties": {"a": {"type": "integer"}}}},
        accept=[[{"a": 1}, {"a": 2}], []],
        reject=[[{}], [{"a": "x"}], [1], [{"a": 1}, None]],
        where="bodies",
    ),
    case(
        "uniqueItems",
        "of objects",
        {"type": "array", "items": {"type": "object"}, "uniqueItems": True},
        accept=[[{"a": 1}, {"a": 2}]],
        reject=[[{"a": 1, "b": 2}, {"b": 2, "a": 1}]],
        where="bodies",
    ),
    case(
        "uniqueItems",
        "of anything",
        {"type": "array", "uniqueItems": True},
        accept=[[1, True, "1", None, [1], [True]]],
        reject=[[1, 1.0], [[1], [1]], [None, None]],
        where="bodies",
    ),
    case(
        "items",
        "nullable",
        {"type": "array", "items": {"type": ["integer", "null"]}},
        accept=[[1, None]],
        reject=[["x"]],
    ),
    case("items", "false", {"type": "array", "items": False}, accept=[[]], reject=[[1]], where="bodies"),
)
