"""Numbers: their type and bounds."""

from tests.contracts.codegen.verdicts.cases import Case, Written, case, in_body, in_parameter

_NO_NUMBERS = [in_body("1"), in_body(None), in_body(True), in_body([1]), in_body({})]
_NO_NUMBER_TEXTS = [
    in_parameter(text) for text in ("x", "", "01", "+1", "1_000", "0x10", "1,5", "NaN", "\u0661", "true")
]
_INTEGER = {"type": "integer"}
_NUMBER = {"type": "number"}

NUMBERS: tuple[Case, ...] = (
    case(
        "type",
        "integer",
        _INTEGER,
        accept=[0, -7, 9007199254740993, 10**25, Written("1.0", 1.0), Written("1e2", 100.0)],
        reject=[1.5, *_NO_NUMBERS, *_NO_NUMBER_TEXTS],
        receives=int,
    ),
    case(
        "type",
        "number",
        _NUMBER,
        accept=[0, -1.5, 1e300, Written("1E-2", 0.01)],
        reject=[*_NO_NUMBERS, *_NO_NUMBER_TEXTS, in_parameter("Infinity"), in_parameter(".5"), in_parameter("1.")],
        receives=float,
    ),
    case("minimum", "of integers", {**_INTEGER, "minimum": 1}, accept=[1, 2], reject=[0, -1], receives=int),
    case("minimum", "of numbers", {**_NUMBER, "minimum": -0.5}, accept=[-0.5, 0], reject=[-0.51, -1]),
    case("maximum", "of integers", {**_INTEGER, "maximum": 10}, accept=[10, -10], reject=[11], receives=int),
    case("maximum", "of numbers", {**_NUMBER, "maximum": 1.5}, accept=[1.5, 1], reject=[1.51, 2]),
    case("maximum", "of large integers", {**_INTEGER, "maximum": 2**53}, accept=[2**53], reject=[2**53 + 1, 10**20]),
    case("exclusiveMinimum", "of integers", {**_INTEGER, "exclusiveMinimum": 0}, accept=[1], reject=[0, -1]),
    case("exclusiveMinimum", "of numbers", {**_NUMBER, "exclusiveMinimum": 0}, accept=[1e-9, 1], reject=[0, -1e-9]),
    case("exclusiveMaximum", "of integers", {**_INTEGER, "exclusiveMaximum": 10}, accept=[9], reject=[10, 11]),
    case("exclusiveMaximum", "of numbers", {**_NUMBER, "exclusiveMaximum": 1}, accept=[0.999], reject=[1, 1.001]),
    case("multipleOf", "of integers", {**_INTEGER, "multipleOf": 5}, accept=[0, 5, -10], reject=[1, 7]),
    case("multipleOf", "of halves", {**_NUMBER, "multipleOf": 0.5}, accept=[1.5, 2], reject=[1.3, 0.25]),
    case("minimum", "with maximum", {**_INTEGER, "minimum": 1, "maximum": 3}, accept=[1, 3], reject=[0, 4]),
)

_BITS = {
    "int8": (-128, 127),
    "int16": (-32768, 32767),
    "int32": (-(2**31), 2**31 - 1),
    "int64": (-(2**63), 2**63 - 1),
    "uint8": (0, 255),
    "uint16": (0, 65535),
    "uint32": (0, 2**32 - 1),
    "uint64": (0, 2**64 - 1),
}
NUMBER_FORMATS: tuple[Case, ...] = (
    *(
        case(
            f"format:{name}",
            "",
            {**_INTEGER, "format": name},
            accept=[low, high],
            reject=[low - 1, high + 1],
            meaning={**_INTEGER, "minimum": low, "maximum": high},
            receives=int,
        )
        for name, (low, high) in _BITS.items()
    ),
    case(
        "format:int32",
        "with minimum",
        {**_INTEGER, "format": "int32", "minimum": 0},
        accept=[0, 2**31 - 1],
        reject=[-1, 2**31],
        meaning={**_INTEGER, "minimum": 0, "maximum": 2**31 - 1},
    ),
    case(
        "format:float", "", {**_NUMBER, "format": "float"}, accept=[1.5, -2], reject=[in_body("1"), in_parameter("x")]
    ),
    case(
        "format:double", "", {**_NUMBER, "format": "double"}, accept=[1e300], reject=[in_body("1"), in_parameter("x")]
    ),
)
