"""Converts names of the contract to unique Python names."""

import keyword
import re
import textwrap

# Names that generated methods and models use for something else.
_RESERVED = frozenset({"self", "body", "api", "models"})
# Names that a generated router uses; a method of such a name would hide it from the lines below.
_ROUTER_NAMES = frozenset(
    {"str", "int", "float", "bool", "list", "runtime", "provide", "security", "router", "operations", "document"}
    | {"schemas", "answers", "cast", "kw_only", "final", "dataclass", "abstractmethod", "tuple", "type", "dependencies"}
    | {"event_streams", "contract"}
)
_SIGN_WORDS = {"<=": "lte", ">=": "gte", "!=": "ne", "<": "lt", ">": "gt", "=": "eq", "!": "not", "~": "like"} | {
    "+": "plus",
    "-": "minus",
}
_SIGNS = re.compile(r"[<>!]=|[<>=!~+]|^-(?=[0-9])")
# The columns that a line of a docstring may have, so that one within a class has no more than 120.
DOCSTRING = 110


def snake(text: str) -> str:
    """`listPets`, `list-pets` and `List pets` are `list_pets`."""
    text = re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", text)
    text = re.sub(r"([A-Z]+)([A-Z][a-z])", r"\1_\2", text)
    return re.sub(r"[^0-9a-zA-Z]+", "_", text).strip("_").lower()


def pascal(text: str) -> str:
    """`list_pets` is `ListPets`; what is already in capitals stays so."""
    parts = [part for part in re.split(r"[^0-9a-zA-Z]+", text) if part]
    return "".join(part[0].upper() + part[1:] for part in parts)


def worded(text: str) -> str:
    """The text with words for its signs: `StartTime<` is `StartTime_lt`, and stays so whatever stands beside it."""
    return _SIGNS.sub(lambda sign: f"_{_SIGN_WORDS[sign[0]]}_", text).strip("_") if _SIGNS.search(text) else text


def identifier(text: str, fallback: str) -> str:
    """A snake_case Python name: never empty, a keyword, or beginning with a digit."""
    name = snake(worded(text)) or fallback
    if name[0].isdigit():
        name = f"{fallback}_{name}"
    return f"{name}_" if keyword.iskeyword(name) or name in _RESERVED else name


def operation_name(operation_id: str | None, method: str, path: str) -> str:
    """Return the method name of an operation, made from its method and path if it has no operationId."""
    wanted = operation_id if operation_id and snake(operation_id) else f"{method} {path}"
    name = identifier(wanted, "operation")
    return f"{name}_" if name in _ROUTER_NAMES else name


def segment_name(name: str) -> str:
    """Return a name for a path parameter that a route can contain. Only the server sees it, so it only has to be
    unique."""
    if re.fullmatch(r"[a-zA-Z_][a-zA-Z0-9_]*", name) and name not in _RESERVED:
        return name
    return "p_" + re.sub(r"[^a-zA-Z0-9]", lambda match: f"_{ord(match[0]):x}_", name)


def class_name(text: str) -> str:
    """A PascalCase Python name."""
    name = pascal(text) or "Schema"
    return f"Schema{name}" if name[0].isdigit() or keyword.iskeyword(name) else name


def docstring_text(text: str) -> str:
    """Return a description that can be written into a docstring: Python source must not contain NUL."""
    return text.replace("\0", "\N{REPLACEMENT CHARACTER}").strip()


def wrapped(text: str, width: int) -> str:
    """The text with those lines broken that are longer than `width` columns."""
    lines = text.splitlines()
    return "\n".join(line if len(line) <= width else textwrap.fill(line, width) for line in lines)


class Names:
    """Gives out unique names, compared without regard to case."""

    def __init__(self, taken: frozenset[str] = frozenset()) -> None:
        self._taken = {name.lower() for name in taken}

    def reserve(self, wanted: str, *alternatives: str) -> str:
        """Return the wanted name if it is free, otherwise an alternative, otherwise the wanted name with a number."""
        for name in (wanted, *alternatives):
            if name.lower() not in self._taken:
                self._taken.add(name.lower())
                return name
        number = 2
        while f"{wanted}{number}".lower() in self._taken:
            number += 1
        return self.reserve(f"{wanted}{number}")
