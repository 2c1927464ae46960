"""`readOnly` and `writeOnly`: what is `readOnly` is ignored in a request, whatever it is and wherever it is."""

from tests.contracts.codegen.verdicts.cases import NO_ORACLE, Case, Json, arriving, case

_COMPONENT = "#/components/schemas/"
_KINDS = {"kind": {"type": "string"}}
_ID = {"type": "integer", "readOnly": True}
_SENT = {"type": "object", "required": ["kind"], "properties": _KINDS}


def _ref(name: str) -> dict[str, str]:
    return {"$ref": _COMPONENT + name}


def _object(required: list[str], **properties: Json) -> Json:
    return {"type": "object", "required": required, "properties": properties}


DIRECTIONS: tuple[Case, ...] = (
    case(
        "readOnly",
        "property",
        {"type": "object", "properties": {"id": _ID, **_KINDS}},
        accept=[
            {"kind": "x"},
            {},
            arriving({}, sent={"id": 1}),
            arriving({"kind": "x"}, sent={"id": "no integer", "kind": "x"}),
            arriving({"kind": "x"}, sent={"id": None, "kind": "x"}),
            arriving({"other": [1]}, sent={"id": {"id": []}, "other": [1]}),
        ],
        reject=[{"id": 1, "kind": 1}, {"kind": 1}, []],
        where="bodies",
    ),
    case(
        "readOnly",
        "required",
        _object(["id", "kind"], id=_ID, **_KINDS),
        accept=[{"kind": "x"}, arriving({"kind": "x"}, sent={"kind": "x", "id": 1})],
        reject=[{}, {"id": 1}, {"id": 1, "kind": 1}],
        meaning=_SENT,
        where="bodies",
    ),
    case(
        "readOnly",
        "closed",
        {**_object(["id", "kind"], id=_ID, **_KINDS), "additionalProperties": False, "minProperties": 1},
        accept=[{"kind": "x"}, arriving({"kind": "x"}, sent={"kind": "x", "id": "?"})],
        reject=[{}, {"kind": "x", "ID": 1}, {"kind": "x", "id": 1, "i": 1}],
        meaning={**_SENT, "additionalProperties": False},
        where="bodies",
    ),
    case(
        "readOnly",
        "alone",
        {**_object([], id=_ID, **_KINDS), "additionalProperties": False, "minProperties": 1},
        accept=[{"kind": "x"}, arriving({}, sent={"id": 1}), arriving({}, sent={"id": [None]})],
        reject=[{}],
        meaning=NO_ORACLE,
        where="bodies",
    ),
    case(
        "readOnly",
        "by reference",
        _ref("Stored"),
        accept=[{"kind": "x"}, arriving({"kind": "x"}, sent={"kind": "x", "id": False})],
        reject=[{"id": 1}, {}],
        components={"Stored": _object(["id", "kind"], id=_ref("StoredId"), **_KINDS), "StoredId": _ID},
        meaning=_SENT,
        where="bodies",
    ),
    case(
        "readOnly",
        "by allOf",
        _object(
            ["id", "kind"], id={"allOf": [_ref("PlainId")], "readOnly": True}, at={"allOf": [_ref("ReadAt")]}, **_KINDS
        ),
        accept=[{"kind": "x"}, arriving({"kind": "x"}, sent={"kind": "x", "id": "?", "at": 1})],
        reject=[{"id": 1, "at": "now"}],
        components={"PlainId": {"type": "integer"}, "ReadAt": {"type": "string", "readOnly": True}},
        meaning=_SENT,
        where="bodies",
    ),
    case(
        "readOnly",
        "of a parent",
        {"allOf": [_ref("WithId"), _object(["kind"], **_KINDS)]},
        accept=[{"kind": "x"}, arriving({"kind": "x"}, sent={"kind": "x", "id": "?"})],
        reject=[{"id": 1}],
        components={"WithId": _object(["id"], id=_ID)},
        meaning=_SENT,
        where="bodies",
    ),
    case(
        "readOnly",
        "of what a parent has otherwise",
        {"allOf": [_ref("WithPlainId"), _object(["kind"], id={"readOnly": True}, **_KINDS)]},
        accept=[{"kind": "x"}, arriving({"kind": "x"}, sent={"kind": "x", "id": "?"})],
        reject=[{"id": 1}],
        components={"WithPlainId": _object(["id"], id={"type": "integer"})},
        meaning=_SENT,
        where="bodies",
    ),
    case(
        "readOnly",
        "in arrays",
        {"type": "array", "items": _object(["id", "kind"], id=_ID, **_KINDS)},
        accept=[
            [{"kind": "x"}, {"kind": "y"}],
            arriving([{"kind": "x"}, {"kind": "y"}], sent=[{"kind": "x", "id": 1}, {"id": "?", "kind": "y"}]),
        ],
        reject=[[{"kind": "x"}, {"id": 1}]],
        meaning={"type": "array", "items": _SENT},
        where="bodies",
    ),
    case(
        "readOnly",
        "in itself",
        _ref("Node"),
        accept=[
            {"kind": "x", "below": [{"kind": "y"}]},
            arriving(
                {"kind": "x", "below": [{"kind": "y", "below": []}]},
                sent={"id": 1, "kind": "x", "below": [{"kind": "y", "id": [], "below": []}]},
            ),
        ],
        reject=[{"kind": "x", "below": [{"id": 1}]}],
        components={
            "Node": _object(["id", "kind"], id=_ID, **_KINDS, below={"type": "array", "items": _ref("Node")}),
        },
        meaning={**_SENT, "properties": {**_KINDS, "below": {"type": "array", "items": _SENT}}},
        where="bodies",
    ),
    case(
        "readOnly",
        "of an alternative",
        {
            "oneOf": [
                {**_object(["kind", "id"], kind={"const": "a"}, id=_ID), "additionalProperties": False},
                {**_object(["kind", "id"], kind={"const": "b"}, id={"type": "integer"}), "additionalProperties": False},
            ]
        },
        accept=[
            {"kind": "a"},
            {"kind": "b", "id": 1},
            arriving({"kind": "a"}, sent={"kind": "a", "id": "?"}),
        ],
        reject=[{"kind": "b"}, {"kind": "b", "id": "?"}, {"kind": "c"}],
        meaning={
            "oneOf": [_object(["kind"], kind={"const": "a"}), _object(["kind", "id"], kind={"const": "b"}, id=_ID)],
        },
        where="bodies",
    ),
    case(
        "readOnly",
        "of what a discriminator chooses by",
        {"oneOf": [_ref("ReadCat"), _ref("ReadDog")], "discriminator": {"propertyName": "kind"}},
        accept=[
            {"kind": "ReadCat", "meow": "a"},
            {"kind": "ReadDog"},
            arriving({"kind": "ReadCat", "meow": "a"}, sent={"kind": "ReadCat", "meow": "a", "id": "?"}),
        ],
        reject=[{"meow": "a"}, {"kind": "ReadCat", "meow": 1}, {"kind": "Cat"}],
        components={
            "ReadPet": _object(["id", "kind"], id=_ID, kind={"type": "string", "readOnly": True}),
            "ReadCat": {"allOf": [_ref("ReadPet"), _object([], meow={"type": "string"})]},
            "ReadDog": _object(["kind"], kind={"type": "string", "readOnly": True}),
        },
        meaning=_object(["kind"], kind={"enum": ["ReadCat", "ReadDog"]}, meow={"type": "string"}),
        where="bodies",
    ),
    case(
        "readOnly",
        "of what has no name",
        {
            **_object([], **_KINDS),
            "patternProperties": {"^x-": {"type": "integer", "readOnly": True}},
            "additionalProperties": {"type": "string"},
        },
        accept=[
            {"kind": "x", "other": "y"},
            arriving({"kind": "x", "other": "y"}, sent={"x-a": "?", "kind": "x", "x-b": 1, "other": "y"}),
        ],
        reject=[{"kind": 1, "x-a": 1}, {"other": 1}],
        where="bodies",
    ),
    case(
        "readOnly",
        "of all others",
        {**_object([], **_KINDS), "additionalProperties": {"type": "string", "readOnly": True}},
        accept=[{"kind": "x"}, arriving({"kind": "x"}, sent={"kind": "x", "a": 1, "b": "c"})],
        reject=[{"kind": 1, "a": "b"}],
        where="bodies",
    ),
    case(
        "readOnly",
        "of items",
        {"type": "array", "items": {"type": "integer", "readOnly": True}},
        accept=[[1, 2], []],
        reject=[["x"]],
        where="bodies",
    ),
    case(
        "writeOnly",
        "property",
        {
            "type": "object",
            "required": ["password"],
            "properties": {"password": {"type": "string", "minLength": 8, "writeOnly": True}},
        },
        accept=[{"password": "long enough"}],
        reject=[{}, {"password": "short"}, {"password": None}],
        where="bodies",
    ),
)
