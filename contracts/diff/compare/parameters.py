"""Compares the parameters of an operation, those of its path item included."""

from collections.abc import Iterator
from dataclasses import dataclass

from contracts.diff.compare.schema_changes import tell_schema_changes
from contracts.diff.compare.scope import Scope
from contracts.diff.decide.levels import Direction
from contracts.diff.read.document import Place
from contracts.diff.read.json_values import object_of, text_of
from contracts.diff.read.lifecycle import SUNSET, lifecycle, sunset
from contracts.diff.read.paths import Operation
from contracts.document.keywords import DEFAULT_STYLES, IGNORED_HEADERS

_NOTHING = Place({}, "")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter. `key` says which it is: a path parameter by its place in the path, a header in lower case."""

    key: tuple[str, str]
    name: str
    place: Place

    @property
    def where(self) -> str:
        """`path`, `query`, `header` or `cookie`."""
        return self.key[0]

    @property
    def called(self) -> str:
        """How a sentence calls it."""
        return f"the {self.where} parameter `{self.name}`"

    @property
    def style(self) -> str:
        """How a list or an object is written."""
        return text_of(self.place.get("style")) or DEFAULT_STYLES.get(self.where, "simple")

    @property
    def explode(self) -> bool:
        """Whether the parts of a list or an object are written apart."""
        explode = self.place.get("explode")
        return explode if isinstance(explode, bool) else self.style == "form"

    @property
    def content(self) -> Place | None:
        """Its one media type, if it is said by that."""
        content = self.place.part("content")
        return next((content.part(key) for key in object_of(content.value)), None)

    @property
    def media_type(self) -> str | None:
        """The name of that media type."""
        return next(iter(object_of(self.place.get("content"))), None)

    @property
    def schema(self) -> Place | None:
        """What its value may be."""
        holder = self.content or self.place
        return holder.part("schema") if holder.has("schema") else None


def compare_parameters(scope: Scope, old: Operation, new: Operation) -> None:
    """Every parameter of both operations."""
    before, after = dict(_parameters(old)), dict(_parameters(new))
    gone = {key: one for key, one in before.items() if key not in after}
    for key, parameter in after.items():
        if key in before:
            _compare(scope.within(parameter.called), before[key], parameter)
        elif moved := next((one for one in gone.values() if one.name == parameter.name and one.where != "path"), None):
            del gone[moved.key]
            sentence = f"The parameter `{parameter.name}` moved from the {moved.where} to the {parameter.where}."
            within = scope.within(parameter.called)
            within.tell("request-parameter-in-changed", parameter.place, sentence, old=moved.where, new=parameter.where)
        else:
            _added(scope.within(parameter.called), parameter)
    for parameter in gone.values():
        _removed(scope.within(parameter.called), parameter)


def _parameters(operation: Operation) -> Iterator[tuple[tuple[str, str], Parameter]]:
    """Later ones, those of the operation itself, stand for earlier ones."""
    order = {name: str(index) for index, name in enumerate(operation.path_names)}
    for holder in (operation.item, operation.place):
        for _, place in operation.document.children(holder.part("parameters")):
            where, name = text_of(place.get("in")) or "", text_of(place.get("name")) or ""
            if where == "header" and name.lower() in IGNORED_HEADERS:
                continue
            key = {"path": order.get(name, name), "header": name.lower()}.get(where, name)
            yield (where, key), Parameter((where, key), name, place)


def _added(scope: Scope, parameter: Parameter) -> None:
    word = "required" if parameter.place.flag("required") else "optional"
    scope.tell(f"request-parameter-added-{word}", parameter.place, f"{_start(parameter)} is new, and {word}.")


def _removed(scope: Scope, parameter: Parameter) -> None:
    day = sunset(parameter.place.get(SUNSET))
    rule, why = "request-parameter-removed", ""
    if parameter.place.flag("deprecated"):
        early = day is not None and scope.today <= day
        rule = f"request-parameter-removed-{'before-sunset' if early else 'after-deprecation'}"
        why = f" before its sunset date {day}" if early else "; it was deprecated"
    scope.tell(rule, parameter.place, f"{_start(parameter)} is gone{why}.", in_old=True)


def _compare(scope: Scope, old: Parameter, new: Parameter) -> None:
    before, after = old.place.flag("required"), new.place.flag("required")
    if before != after:
        word = "required" if after else "optional"
        place = new.place.part("required") if new.place.has("required") else new.place
        scope.tell(f"request-parameter-became-{word}", place, f"{_start(new)} became {word}.")
    _compare_flags(scope, old, new)
    for event in lifecycle(old.place, new.place, scope.today):
        place = (old if event.in_old else new).place.part(event.key)
        sentence = f"{event.told_of(_start(new))}."
        scope.tell(f"request-parameter-{event.rule}", place, sentence, new=new.place.get(SUNSET), in_old=event.in_old)
    if _essence(old.media_type) != _essence(new.media_type):
        sentence = f"{_start(new)} is written as {new.media_type or 'text'} where it was {old.media_type or 'text'}."
        scope.tell("request-parameter-media-type-changed", new.place, sentence, old=old.media_type, new=new.media_type)
        return
    text = new.media_type is None
    if text and not _compare_writing(scope, old, new):
        return
    tell_schema_changes(
        scope, "request-parameter", old.schema, new.schema, Direction.REQUEST, text=text, single=_takes_single(new)
    )


def _compare_flags(scope: Scope, old: Parameter, new: Parameter) -> None:
    flags = {"allowReserved": "contain reserved characters as they are", "allowEmptyValue": "be sent without a value"}
    for (key, may), rule in zip(flags.items(), ("allow-reserved", "allow-empty"), strict=True):
        if old.place.flag(key) != new.place.flag(key):
            allowed = new.place.flag(key)
            place = (new if new.place.has(key) else old).place.part(key)
            sentence = f"{_start(new)} may {'now' if allowed else 'no longer'} {may}."
            rule = f"request-parameter-{rule}-{'added' if allowed else 'removed'}"
            scope.tell(rule, place, sentence, in_old=not new.place.has(key))


def _compare_writing(scope: Scope, old: Parameter, new: Parameter) -> bool:
    """Whether lists and objects are written as they were; of other values style and explode say nothing."""
    before = scope.schemas.old.types(old.schema)
    after = scope.schemas.new.types(new.schema)
    if not before & after & {"array", "object"}:
        return True
    if old.style != new.style:
        place = new.place.part("style") if new.place.has("style") else new.place
        sentence = f"{_start(new)} is written in the style {new.style} where it was {old.style}."
        scope.tell("request-parameter-style-changed", place, sentence, old=old.style, new=new.style)
        return False
    if old.explode != new.explode:
        place = new.place.part("explode") if new.place.has("explode") else new.place
        sentence = f"The parts of {new.called} are {'' if new.explode else 'no longer '}written apart (`explode`)."
        scope.tell("request-parameter-explode-changed", place, sentence, old=old.explode, new=new.explode)
        return False
    return True


def _takes_single(parameter: Parameter) -> bool:
    """Whether one value is written as a list of one is: `tag=a`."""
    return parameter.where in ("query", "cookie") and parameter.style == "form" and parameter.explode


def _essence(media_type: str | None) -> str | None:
    return media_type.split(";")[0].strip().lower() if media_type else None


def _start(parameter: Parameter) -> str:
    return f"T{parameter.called[1:]}"
