"""Streams: Schemathesis reads the fields of an event, and neither what is in its `data` nor JSON lines."""

from typing import Any

import schemathesis
from schemathesis import Case, CheckContext, Response

from tests.support.document import Document
from tests.support.streams import wrong_values


@schemathesis.check
class StreamKeepsItsSchema:
    """Every event and every line of an answer is one that the contract declares."""

    def after_response(self, ctx: CheckContext, response: Response, case: Case[Any]) -> None:
        """Raise AssertionError."""
        root = case.operation.schema.raw_schema
        resolve = Document({"paths": {}, "components": root.get("components", {})}).resolve
        declared = root["paths"][case.operation.path][case.operation.method.lower()]["responses"]
        answer = resolve(declared.get(str(response.status_code), declared.get("default", {})))
        (said, *_) = [*response.headers.get("content-type", []), ""]
        media_type = said.partition(";")[0].strip().lower()
        for name, media in answer.get("content", {}).items():
            if name.partition(";")[0].strip().lower() == media_type:
                wrong = list(wrong_values(root, media_type, media, response.content or b""))
                assert not wrong, "; ".join(wrong)
