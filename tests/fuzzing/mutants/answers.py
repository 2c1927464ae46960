"""Ways to break answers after the seal has let them through."""

from starlette.responses import Response

from tests.fuzzing.mutants.mutant import Patch, mutant, on_the_wire


@mutant
def wrong_status(patch: Patch) -> None:
    """Creating answers 200."""

    def change(answer: Response) -> None:
        answer.status_code = 200 if answer.status_code == 201 else answer.status_code

    on_the_wire(patch, change)


@mutant
def missing_key(patch: Patch) -> None:
    """A task has no `version`."""

    def change(answer: Response) -> None:
        answer.body = bytes(answer.body).replace(b',"version":1', b"")

    on_the_wire(patch, change)


@mutant
def extra_key(patch: Patch) -> None:
    """A task has an `owner`."""

    def change(answer: Response) -> None:
        answer.body = bytes(answer.body).replace(b'{"id":', b'{"owner":"ada","id":')

    on_the_wire(patch, change)


@mutant
def missing_header(patch: Patch) -> None:
    """No response has an ETag."""

    def change(answer: Response) -> None:
        if "etag" in answer.headers:
            del answer.headers["etag"]

    on_the_wire(patch, change)


@mutant
def undeclared_header(patch: Patch) -> None:
    """A response says what made it."""

    def change(answer: Response) -> None:
        answer.headers["X-Powered-By"] = "tasks"

    on_the_wire(patch, change)


@mutant
def problems_as_json(patch: Patch) -> None:
    """Problems are sent as application/json."""

    def change(answer: Response) -> None:
        if answer.status_code >= 400:
            answer.headers["content-type"] = "application/json"

    on_the_wire(patch, change)
