"""Finds the alternative of a union that a value was meant to be, by the member that tells them apart."""

from collections.abc import Sequence

from jsonschema_rs import ValidationError, ValidationErrorKind

Branch = Sequence[ValidationError]
"""What is wrong with a value by one alternative."""
_OF_MEMBERS = (ValidationErrorKind.Required, ValidationErrorKind.AdditionalProperties)


def meant(depth: int, branches: Sequence[Branch]) -> Branch | None:
    """The alternative whose member of a known value, such as `kind`, the value has; or the only one for objects.

    `depth` is how many steps lead to the value. None where that is no single one.
    """
    objects = _of_objects(depth, branches)
    names = [name for branch in objects for name in _known_values(depth, branch)]
    for name in dict.fromkeys(names):
        allowing = [branch for branch in objects if name not in _known_values(depth, branch)]
        if len(allowing) == 1 and name not in _missing(depth, allowing[0]):
            return allowing[0]
    if len(objects) == 1 and any(isinstance(error.kind, _OF_MEMBERS) for error in objects[0]):
        return objects[0]
    return None


def known_values(depth: int, branches: Sequence[Branch]) -> tuple[str, list[object]] | None:
    """A member that is of no value which any of the alternatives knows, and all that they know."""
    objects = _of_objects(depth, branches)
    told = [_known_values(depth, branch) for branch in objects]
    for name in told[0] if len(told) > 1 else ():
        if all(name in one for one in told):
            known = [value for one in told for value in one[name]]
            return name, [value for at, value in enumerate(known) if value not in known[:at]]
    return None


def missing(depth: int, branches: Sequence[Branch]) -> list[str]:
    """The members that all alternatives require, and the value lacks."""
    objects = [_missing(depth, branch) for branch in _of_objects(depth, branches)]
    return [name for name in objects[0] if all(name in one for one in objects)] if len(objects) > 1 else []


def _of_objects(depth: int, branches: Sequence[Branch]) -> list[Branch]:
    """The alternatives of which the value has the type."""
    return [branch for branch in branches if branch and not any(_is_of_another_type(depth, one) for one in branch)]


def _is_of_another_type(depth: int, error: ValidationError) -> bool:
    return isinstance(error.kind, ValidationErrorKind.Type) and len(error.instance_path) == depth


def _known_values(depth: int, branch: Branch) -> dict[str, list[object]]:
    """The values that an alternative has for members, where the value's own is none of them."""
    found: dict[str, list[object]] = {}
    for error in branch:
        if len(error.instance_path) == depth + 1 and isinstance(name := error.instance_path[-1], str):
            match error.kind:
                case ValidationErrorKind.Enum(options):
                    found[name] = list(options)
                case ValidationErrorKind.Constant(expected):
                    found[name] = [expected]
    return found


def _missing(depth: int, branch: Branch) -> list[str]:
    return [
        str(error.kind.value)
        for error in branch
        if isinstance(error.kind, ValidationErrorKind.Required) and len(error.instance_path) == depth
    ]


__all__ = ["known_values", "meant", "missing"]
