"""FR-462: what a type checker takes to build a model, builds it; on the wire a member has the contract's name alone."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from contracts.codegen.schemas.field_names import fields_by_name
from tests.contracts.codegen.documents import document, taking, written
from tests.contracts.codegen.generating import generated, shared_folder, type_errors

NAMES = ("class", "due-date", "str", "model_dump", "1st", "plain")
NAMED = {"type": "object", "required": ["class"], "properties": {name: {"type": "string"} for name in NAMES}}
CONTRACT = document(
    {"/x": {"post": taking({"$ref": "#/components/schemas/Named"})}},
    schemas={
        "Named": NAMED,
        "Closed": {**NAMED, "additionalProperties": False},
        "Plain": {"type": "object", "properties": {"plain": {"type": "string"}}},
    },
)
BUILT = """
from by_name import models
from by_name.runtime.typed import Typed

made = models.Named(class_="a", due_date="b", field_str="c", field_model_dump="d", field_1st="e", plain="f")
said = {"class": "a", "due-date": "b", "str": "c", "model_dump": "d", "1st": "e", "plain": "f"}
assert made.model_dump(mode="json", by_alias=True) == said, made
assert models.Closed(class_="a").model_dump(by_alias=True, exclude_unset=True) == {"class": "a"}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = shared_folder(tmp_path_factory, "by-name")
    generated(place, "by_name", written(place, CONTRACT))
    return place


def test_a_model_is_built_by_the_names_of_its_fields(folder: Path) -> None:
    """FR-462: the type checker takes the call, and so does Pydantic; a name that is neither is refused by both."""
    (folder / "built.py").write_text(BUILT, encoding="utf-8")
    assert type_errors(folder, "built.py") == []
    exec(compile(BUILT, "built.py", "exec"), {})
    wrong = BUILT.replace("class_=", "clas=")
    (folder / "wrong.py").write_text(wrong, encoding="utf-8")
    assert any('"clas"' in line for line in type_errors(folder, "wrong.py"))
    with pytest.raises(ValidationError):
        exec(compile(wrong, "wrong.py", "exec"), {})


@pytest.mark.usefixtures("folder")
def test_the_wire_has_the_names_of_the_contract() -> None:
    """FR-462: a member that has a field's name is another member, however it is decoded."""
    from by_name import models  # type: ignore[import-not-found]
    from by_name.runtime.typed import Typed, Unrepresentable  # type: ignore[import-not-found]

    typed = Typed(models.Named)
    assert typed.from_value({"class": "a"}).class_ == "a"
    assert typed.from_value({"class": "a", "class_": "b"}).class_ == "a"
    for wrong in ({"class_": "b"}, {"class_": "b", "plain": 1.0}):
        with pytest.raises(Unrepresentable):
            typed.from_value(wrong)


def test_models_without_such_names_stay_as_they_are() -> None:
    """FR-462: and one that configures nothing yet is given a configuration."""
    source = "import typing\nfrom pydantic import BaseModel\n\nclass A(BaseModel):\n    a: int\n"
    assert fields_by_name(source) == source
    made = fields_by_name(source.replace("int\n", "Annotated[int, Field(alias='b')]\n"))
    assert "from pydantic import ConfigDict\n" in made
    assert "    model_config = ConfigDict(validate_by_name=True)\n    a: " in made
