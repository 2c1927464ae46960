"""Strings, booleans, null, several types at once, and values by name."""

from tests.contracts.codegen.verdicts.cases import Case, Written, case, in_body, in_parameter

_NO_STRINGS = [in_body(1), in_body(True), in_body(None), in_body(["a"]), in_body({"a": 1})]

SCALARS: tuple[Case, ...] = (
    case(
        "type", "string", {"type": "string"}, accept=["a", "", "ü€😀", "a b&c=d%/?#+", "1", "null"], reject=_NO_STRINGS
    ),
    case(
        "type",
        "boolean",
        {"type": "boolean"},
        accept=[True, False],
        reject=[in_body(1), in_body(0), in_body("true"), in_body(None)]
        + [in_parameter(text) for text in ("1", "0", "True", "yes", "on", "")],
        receives=bool,
    ),
    case(
        "type",
        "null",
        {"type": "null"},
        accept=[None],
        reject=[in_body("null"), in_body(0), in_body(False), in_parameter("x"), in_parameter("")],
    ),
    case("type", "integer or null", {"type": ["integer", "null"]}, accept=[1, None], reject=["x", 1.5]),
    case(
        "type",
        "string or null",
        {"type": ["string", "null"]},
        accept=["a", in_body(None), Written("null", "null", "parameters")],
        reject=[in_body(1), in_body(False)],
    ),
    case("type", "integer or boolean", {"type": ["integer", "boolean"]}, accept=[1, True], reject=["x", 0.5]),
    case(
        "type",
        "string or integer",
        {"type": ["string", "integer"]},
        accept=["x", 7, in_body("7")],
        reject=[in_body(None), in_body(1.5), in_body(False)],
    ),
    case(
        "enum",
        "of strings",
        {"type": "string", "enum": ["red", "dark green", "ünï", "None", ""]},
        accept=["red", "dark green", "ünï", "None", ""],
        reject=["blue", "Red", "red "],
    ),
    case(
        "enum", "of integers", {"type": "integer", "enum": [1, 2]}, accept=[1, 2, Written("1.0", 1.0)], reject=[3, "x"]
    ),
    case("enum", "of numbers", {"type": "number", "enum": [0.5, 2]}, accept=[0.5, 2], reject=[1, 0.51]),
    case("enum", "of booleans", {"type": "boolean", "enum": [True]}, accept=[True], reject=[False, in_body(1)]),
    case(
        "enum",
        "of several types",
        {"enum": [1, "two", True, None]},
        accept=[1, "two", True, None],
        reject=[2, "three", False, in_body("1"), in_body(0)],
    ),
    case(
        "enum",
        "with null",
        {"type": ["string", "null"], "enum": ["a", None]},
        accept=["a", in_body(None)],
        reject=["b"],
    ),
    case("const", "of strings", {"const": "only"}, accept=["only"], reject=["other", "", in_body(None)]),
    case("const", "of integers", {"const": 7}, accept=[7, Written("7.0", 7.0)], reject=[8, in_body("7"), "x"]),
    case("const", "of true", {"type": "boolean", "const": True}, accept=[True], reject=[False, in_body(1)]),
    case("const", "of zero", {"const": 0}, accept=[0], reject=[in_body(False), in_body(None), 1]),
    case("const", "with a type", {"type": "string", "const": "1"}, accept=["1"], reject=["2", in_body(1)]),
    case("minLength", "", {"type": "string", "minLength": 2}, accept=["ab", "ß😀", "abc"], reject=["a", "😀"]),
    case("minLength", "of one", {"type": "string", "minLength": 1}, accept=["a", "😀"], reject=["", in_body(None)]),
    case(
        "maxLength",
        "",
        {"type": "string", "maxLength": 2},
        accept=["", "ab", "😀😀"],
        reject=["abc", "😀😀😀", "e\u0301e"],
    ),
    case(
        "minLength",
        "with maxLength",
        {"type": "string", "minLength": 2, "maxLength": 2},
        accept=["ab", "😀😀"],
        reject=["a", "abc"],
    ),
    case(
        "minLength",
        "or null",
        {"type": ["string", "null"], "minLength": 2},
        accept=["ab", in_body(None)],
        reject=["a"],
    ),
    *(
        case(
            f"format:{name}",
            "",
            {"type": "string", "format": name, "maxLength": 5},
            accept=["a", "<b>*"],
            reject=["longer", in_body(1)],
        )
        for name in ("password", "commonmark", "html", "binary")  # which allow any text
    ),
)
