"""The argument that tells an implementation which media type `Accept` has chosen."""

from typing import Any

Json = Any


def accept_parameter(responses: list[dict[str, Json]], parameters: list[dict[str, Json]]) -> list[dict[str, Json]]:
    """The parameter of an operation one of whose successful responses has several media types, none for any other.

    It is the header, which the contract can't declare as a parameter; `runtime.negotiation` gives it its value.
    """
    statuses: dict[str, list[str]] = {}
    for response in responses:
        if response["media_type"] is not None and response["declared"].startswith("2"):
            statuses.setdefault(response["declared"], []).append(response["media_type"])
    if all(len(names) == 1 for names in statuses.values()):
        return []
    offered = dict.fromkeys(name for names in statuses.values() for name in names)
    taken = {parameter["argument"] for parameter in parameters}
    return [
        {
            "shared": None,
            "argument": "accept" if "accept" not in taken else "accept_header",
            "alias": "accept",
            "place": "header",
            "marker": "Header",
            "ambient": False,
            "type": f"Literal[{', '.join(map(repr, offered))}]",
            "required": True,
            "has_default": False,
            "default": "None",
            "wire": "",
        }
    ]
