"""fastapi-code-generator's visitor: hands the template what `operations.py` decided.

The generator's own view of an operation has lost constraints, security and responses; the document that it was given
has them all beside, in `x-operation`.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fastapi_code_generator.parser import OpenAPIParser


def visit(parser: "OpenAPIParser", model_path: Path) -> dict[str, object]:
    """The variables of the templates: every operation by its tag's file, the words of the tags, and what is shared."""
    del model_path
    document: dict[str, Any] = parser.raw_obj
    contracts = [
        {**operation["x-operation"], "file": operation["tags"][0]}
        for item in document["paths"].values()
        for operation in item.values()
    ]
    tag_words = {tag["name"]: tag["description"] for tag in document["tags"]}
    return {"contracts": contracts, "tag_words": tag_words, "shared": document["x-shared"]}
