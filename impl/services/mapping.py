"""Maps rows to bodies of the contract, and checks that bodies can be written to rows.

A member and a column of the same name and type need no code. For any other member one writes a function that has the
member's name and takes columns as parameters. A member without either stops the start with a ContractGap.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import datetime
from inspect import signature
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

from pydantic import AwareDatetime, BaseModel
from pydantic_core import MISSING
from typing_extensions import TypeAliasType

from contracts.runtime import ContractGap

M = TypeVar("M", bound=BaseModel)
R = TypeVar("R")

# The slots of a model. Setting them makes a model without its checks, which cost more than all else that is done to a
# body. Every answer is checked against the contract's schema before it is sent.
_SETTERS = {
    name: BaseModel.__dict__[slot].__set__
    for name, slot in (
        ("set_values", "__dict__"),
        ("set_fields", "__pydantic_fields_set__"),
        ("set_extra", "__pydantic_extra__"),
        ("set_private", "__pydantic_private__"),
    )
}
_SOURCE = """
def bodies(rows):
    made = []
    for ({columns},) in rows:
        body = new(model)
        set_values(body, {{{members}}})
        set_fields(body, fields)
        set_extra(body, None)
        set_private(body, None)
        made.append(body)
    return made
"""


def bodies_of(model: type[M], row: type[R], *differing: Callable[..., object]) -> Callable[[Iterable[R]], list[M]]:
    """Return a function that converts rows to bodies. Raises ContractGap for a member without a column or function.

    The function is compiled from source, as `collections.namedtuple` does, because a list converts many rows.
    """
    columns: dict[str, Any] = row.__annotations__
    places = {column: f"c{number}" for number, column in enumerate(columns)}
    fields = frozenset(model.model_fields)
    names: dict[str, Any] = {**_SETTERS, "new": object.__new__, "model": model, "fields": fields}
    functions = {function.__name__: function for function in differing}
    members: list[str] = []
    gaps: list[str] = []
    for member, field in model.model_fields.items():
        if member in functions:
            gaps += _misfits(f"{model.__name__}.{member}", functions[member], columns, field.annotation)
            names[f"f_{member}"] = functions[member]
            given = ", ".join(places.get(column, "_") for column in signature(functions[member]).parameters)
            members.append(f"{member!r}: f_{member}({given})")
        elif member not in columns or not kinds(columns[member]) <= kinds(field.annotation):
            gaps.append(_gap(model, row, member, f"write a function {member} for it beside the others"))
        else:
            members.append(f"{member!r}: {places[member]}")
    if gaps:
        raise ContractGap("\n".join(gaps))
    source = _SOURCE.format(columns=", ".join(places.values()), members=", ".join(members))
    exec(source, names)  # noqa: S102 - of names of the contract and the table
    bodies: Callable[[Iterable[R]], list[M]] = names["bodies"]
    return bodies


def check_writable(
    row: type[object], writable: Collection[str], differing: Collection[str], *models: type[BaseModel]
) -> None:
    """Raises ContractGap for a member of a body whose column does not exist, is not writable or has another type.

    `differing` are the members that storage maps itself to columns of other names or types.
    """
    gaps = [
        _gap(model, row, member, "map it to columns where the other members that differ are")
        for model in models
        for member, field in model.model_fields.items()
        if member not in differing
        and (member not in writable or not kinds(field.annotation) <= kinds(row.__annotations__.get(member)))
    ]
    if gaps:
        raise ContractGap("\n".join(gaps))


def kinds(type_: Any) -> frozenset[object]:
    """Return the plain types that a type allows, without aliases, annotations and MISSING."""
    if isinstance(type_, TypeAliasType):
        return kinds(type_.__value__)
    origin, arguments = get_origin(type_), get_args(type_)
    if origin is Annotated:
        return kinds(arguments[0])
    if origin in (Union, UnionType):
        return frozenset().union(*map(kinds, arguments))
    if origin is Literal:
        return frozenset(map(type, arguments))
    if origin is list:
        return frozenset({(list, kinds(arguments[0]))})
    if type_ is MISSING:
        return frozenset()
    return frozenset({{AwareDatetime: datetime, None: NoneType}.get(type_, type_)})


def _misfits(member: str, function: Callable[..., object], columns: dict[str, Any], wanted: Any) -> Iterator[str]:
    """Yield a sentence for each parameter that fits no column, and for a return type that does not fit the member."""
    given = signature(function)
    for name, parameter in given.parameters.items():
        if name not in columns:
            yield f"The function {function.__name__} takes {name}, which is no column. It makes {member}."
        elif not kinds(columns[name]) <= kinds(parameter.annotation):
            yield f"The function {function.__name__} takes {name} as another type than its column's. It makes {member}."
    if not kinds(given.return_annotation) <= kinds(wanted):
        yield f"The function {function.__name__} answers another type than the contract's {member}."


def _gap(model: type[BaseModel], row: type[object], member: str, otherwise: str) -> str:
    file = f"{row.__module__.replace('.', '/')}.py"
    if member in row.__annotations__:
        return (
            f"{model.__name__}.{member} of the contract and its column in {file} are of different types, or the column "
            f"is one that clients do not write: give them one type, or {otherwise}."
        )
    return (
        f"{model.__name__}.{member} of the contract has no column: add {member} to its table in {file}, with a "
        f"migration, or {otherwise}."
    )
