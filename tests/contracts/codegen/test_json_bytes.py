"""Bodies are written as Pydantic writes them, whichever way is taken; a list of models is taken apart at once."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Annotated, Any

import pytest
from pydantic import MISSING, BaseModel, ConfigDict, Field, RootModel

from contracts.runtime.json_bytes import NotWritable, reread_json, write_json
from generated import models


class Plain(BaseModel):
    day: date
    moment: datetime | None
    within: "list[Plain]" = []


class Renamed(BaseModel):
    name: Annotated[str, Field(alias="Name")]


class Open(BaseModel):
    model_config = ConfigDict(extra="allow")
    name: str


class Absent(BaseModel):
    name: str | MISSING = MISSING


class Root(RootModel[int]):
    pass


class Wider(models.Health):
    """Of another module than its base: not the contract's, but somebody's who has more."""

    secret: str = "s"


PLAIN = Plain(day=date(2026, 3, 1), moment=datetime(2026, 3, 1, 12, 0, 0, 5, UTC))
NESTED = Plain(day=date(2026, 3, 1), moment=None, within=[PLAIN, PLAIN])
OTHERS = (Renamed.model_validate({"Name": "a"}), Open.model_validate({"name": "a", "more": 1}), Absent(), Root(5))


@pytest.mark.parametrize(
    "bodies",
    [[], [PLAIN], [PLAIN, NESTED], *([one, one] for one in OTHERS), [PLAIN, *OTHERS], [PLAIN, None, 1, "a"]],
    ids=str,
)
def test_as_pydantic_writes_it(bodies: Sequence[Any]) -> None:
    expected = [one.model_dump(mode="json", by_alias=True) if isinstance(one, BaseModel) else one for one in bodies]
    assert reread_json(write_json(bodies)) == expected
    for one, alone in zip(bodies, expected, strict=True):
        assert reread_json(write_json(one)) == alone


@pytest.mark.parametrize("bodies", [[Wider(status="ok")] * 2, [models.Health(status="ok"), Wider(status="ok")]])
def test_a_subclass_is_not_written(bodies: Sequence[Any]) -> None:
    with pytest.raises(NotWritable):
        write_json(bodies)
