"""Compares the parameters of an operation, including those of its path item."""

from collections.abc import Iterator
from dataclasses import dataclass

from contracts.diff.compare.media_types import written_as
from contracts.diff.compare.schema_changes import compare_schemas
from contracts.diff.compare.scope import Scope
from contracts.diff.decide.levels import Direction
from contracts.diff.read.document import Place
from contracts.diff.read.json_values import object_of, text_of
from contracts.diff.read.lifecycle import SUNSET, lifecycle, removal
from contracts.diff.read.paths import Operation
from contracts.document.keywords import DEFAULT_STYLES, IGNORED_HEADERS, UNKNOWN_QUERY_PARAMETERS

_NOTHING = Place({}, "")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter. `key` identifies it: a path parameter by its position in the path, a header by its name in lower
    case."""

    key: tuple[str, str]
    name: str
    place: Place

    @property
    def where(self) -> str:
        """`path`, `query`, `header` or `cookie`."""
        return self.key[0]

    @property
    def description(self) -> str:
        """The parameter in a sentence."""
        return f"the {self.where} parameter `{self.name}`"

    @property
    def style(self) -> str:
        """How arrays and objects are serialized."""
        return text_of(self.place.get("style")) or DEFAULT_STYLES.get(self.where, "simple")

    @property
    def explode(self) -> bool:
        """Whether the parts of an array or an object are serialized separately."""
        explode = self.place.get("explode")
        return explode if isinstance(explode, bool) else self.style == "form"

    @property
    def content(self) -> Place | None:
        """Its media type object, if it has `content`."""
        content = self.place.part("content")
        return next((content.part(key) for key in object_of(content.value)), None)

    @property
    def media_type(self) -> str | None:
        """The name of its media type, if it has `content`."""
        return next(iter(object_of(self.place.get("content"))), None)

    @property
    def schema(self) -> Place | None:
        """The schema of the parameter's value, below `content` if it has that; None if it declares no schema."""
        holder = self.content or self.place
        return holder.part("schema") if holder.has("schema") else None


def compare_parameters(scope: Scope, old: Operation, new: Operation) -> None:
    """Compare the parameters of both operations."""
    before, after = dict(parameters_of(old)), dict(parameters_of(new))
    omitted = [key for key in {**before, **after} if scope.leaves_out(_place(before, key), _place(after, key))]
    if any("" in key for key in omitted):
        return  # which parameter is invalid is not known
    before, after = ({key: one for key, one in side.items() if key not in omitted} for side in (before, after))
    gone = {key: one for key, one in before.items() if key not in after}
    for key, parameter in after.items():
        if key in before:
            _compare(scope.within(parameter.description, parameter.name), before[key], parameter)
        elif moved := next((one for one in gone.values() if one.name == parameter.name and one.where != "path"), None):
            del gone[moved.key]
            sentence = f"The parameter `{parameter.name}` moved from the {moved.where} to the {parameter.where}."
            within = scope.within(parameter.description, parameter.name)
            within.add_change(
                "request-parameter-in-changed", parameter.place, sentence, old=moved.where, new=parameter.where
            )
        else:
            _added(scope.within(parameter.description, parameter.name), parameter)
    for parameter in gone.values():
        _removed(scope.within(parameter.description, parameter.name), parameter)


def compare_unknown_parameters(scope: Scope) -> None:
    """Compare what becomes of parameters of the query that the contract does not have (FR-411)."""
    key = UNKNOWN_QUERY_PARAMETERS
    before, after = (document.root.get(key) == "refuse" for document in (scope.old, scope.new))
    if after and not before:
        sentence = "Parameters of the query that the contract does not have are refused."
        scope.add_change("unknown-parameters-refused", scope.new.root.part(key), sentence, new="refuse", member=key)
    elif before and not after:
        sentence = "Parameters of the query that the contract does not have are ignored."
        place = scope.old.root.part(key)
        scope.add_change("unknown-parameters-ignored", place, sentence, old="refuse", in_old=True, member=key)


def _place(parameters: dict[tuple[str, str], Parameter], key: tuple[str, str]) -> Place | None:
    return parameters[key].place if key in parameters else None


def parameters_of(operation: Operation) -> Iterator[tuple[tuple[str, str], Parameter]]:
    """Yield the parameters by place and name; those of the operation come last, and override those of the path item."""
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
    scope.add_change(
        f"request-parameter-added-{word}", parameter.place, f"{_capitalised(parameter)} is new, and {word}."
    )


def _removed(scope: Scope, parameter: Parameter) -> None:
    ending, when = removal(parameter.place, scope.today)
    ending = {"without-deprecation": "", "without-sunset": "-after-deprecation"}.get(ending, f"-{ending}")
    sentence = f"{_capitalised(parameter)} is gone{when}."
    scope.add_change(f"request-parameter-removed{ending}", parameter.place, sentence, in_old=True)


def _compare(scope: Scope, old: Parameter, new: Parameter) -> None:
    before, after = old.place.flag("required"), new.place.flag("required")
    if before != after:
        word = "required" if after else "optional"
        place = new.place.part("required") if new.place.has("required") else new.place
        scope.add_change(f"request-parameter-became-{word}", place, f"{_capitalised(new)} became {word}.")
    _compare_flags(scope, old, new)
    for event in lifecycle(old.place, new.place, scope.today):
        place = (old if event.in_old else new).place.part(event.key)
        sentence = f"{event.sentence_about(_capitalised(new))}."
        scope.add_change(
            f"request-parameter-{event.rule}", place, sentence, new=new.place.get(SUNSET), in_old=event.in_old
        )
    if written_as(old.place) != written_as(new.place):
        sentence = (
            f"{_capitalised(new)} is written as {new.media_type or 'text'} where it was {old.media_type or 'text'}."
        )
        scope.add_change(
            "request-parameter-media-type-changed", new.place, sentence, old=old.media_type, new=new.media_type
        )
        return
    text = new.media_type is None
    if text and not _compare_writing(scope, old, new):
        return
    compare_schemas(
        scope,
        "request-parameter",
        old.schema,
        new.schema,
        Direction.REQUEST,
        text=text,
        single=_allows_single_value(new),
    )


def _compare_flags(scope: Scope, old: Parameter, new: Parameter) -> None:
    flags = {"allowReserved": "contain reserved characters as they are", "allowEmptyValue": "be sent without a value"}
    for (key, may), rule in zip(flags.items(), ("allow-reserved", "allow-empty"), strict=True):
        if old.place.flag(key) != new.place.flag(key):
            allowed = new.place.flag(key)
            place = (new if new.place.has(key) else old).place.part(key)
            sentence = f"{_capitalised(new)} may {'now' if allowed else 'no longer'} {may}."
            rule = f"request-parameter-{rule}-{'added' if allowed else 'removed'}"
            scope.add_change(rule, place, sentence, in_old=not new.place.has(key))


def _compare_writing(scope: Scope, old: Parameter, new: Parameter) -> bool:
    """Return whether arrays and objects are serialized as before; style and explode don't affect other values."""
    before = scope.schemas.old.types(old.schema)
    after = scope.schemas.new.types(new.schema)
    if not before & after & {"array", "object"}:
        return True
    if old.style != new.style:
        place = new.place.part("style") if new.place.has("style") else new.place
        sentence = f"{_capitalised(new)} is written in the style {new.style} where it was {old.style}."
        scope.add_change("request-parameter-style-changed", place, sentence, old=old.style, new=new.style)
        return False
    if old.explode != new.explode:
        place = new.place.part("explode") if new.place.has("explode") else new.place
        sentence = f"The parts of {new.description} are {'' if new.explode else 'no longer '}written apart (`explode`)."
        scope.add_change("request-parameter-explode-changed", place, sentence, old=old.explode, new=new.explode)
        return False
    return True


def _allows_single_value(parameter: Parameter) -> bool:
    """Return whether a single value is serialized like an array of one: `tag=a`."""
    return parameter.where in ("query", "cookie") and parameter.style == "form" and parameter.explode


def _capitalised(parameter: Parameter) -> str:
    return f"T{parameter.description[1:]}"
