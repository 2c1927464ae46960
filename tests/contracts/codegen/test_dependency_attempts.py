"""FR-310, FR-313: when dependencies of an operation run again, and what fails beside them."""

from collections.abc import AsyncIterator
from typing import Annotated, Any

import pytest
from fastapi import BackgroundTasks, Depends

from contracts.runtime import (
    FailedAfterAnswer,
    TryAgain,
)
from tests.contracts.codegen.asking import ask, included, noting
from tests.contracts.codegen.habits import Answering, Events, Refused, implementation


@pytest.mark.parametrize("overridden", [False, True])
@pytest.mark.parametrize("ends", ["raised", "committing"])
async def test_attempt_runs_its_dependencies_anew(overridden: bool, ends: str) -> None:
    """FR-313: TryAgain, raised by the operation or behind a yield, runs all again but the security requirement."""
    log, attempts = Events(), iter(range(5))

    async def handler(tasks: BackgroundTasks) -> str:
        log("handler")
        tasks.add_task(noting(log, "task of the handler"))
        return "ada"

    async def connection() -> AsyncIterator[str]:
        log("connected")
        try:
            yield "connection"
        except TryAgain:
            log("connection gave way")
            raise
        finally:
            log("disconnected")

    async def session(
        _: Annotated[str, Depends(connection)], caller: Annotated[str, Depends(handler)], tasks: BackgroundTasks
    ) -> AsyncIterator[int]:
        attempt = next(attempts)
        tasks.add_task(noting(log, f"task {attempt}"))
        yield attempt
        log(("commit", attempt))
        if ends == "committing" and attempt < 2:
            raise TryAgain

    class Wavering(Answering):
        async def get_task(self, *given: Any, **named: Any) -> Any:
            answer = await super().get_task(*given, **named)
            if ends == "raised" and self.given != 2:
                raise TryAgain
            return answer

    made: type[Any] = Wavering
    made.log, made.__abstractmethods__ = log, frozenset()

    async def provide(attempt: Annotated[int, Depends(session, scope="function")]) -> Wavering:
        wavering: Wavering = made(attempt)
        return wavering

    provide.__annotations__["return"] = Wavering
    app = included(provide, handler)
    if overridden:
        app.dependency_overrides[ask] = ask
    assert await ask(app) == 304
    failed = [
        ["connected", ("endpoint", attempt), *([("commit", attempt)] if ends == "committing" else []),
         "connection gave way", "disconnected"]
        for attempt in range(2)
    ]  # fmt: skip
    assert log.told == [
        "handler", *failed[0], *failed[1], "connected", ("endpoint", 2), ("commit", 2), "task of the handler", "task 2",
        "disconnected",
    ]  # fmt: skip


async def test_gives_up_after_the_third_attempt() -> None:
    """FR-313: the third TryAgain is the answer."""
    log = Events()
    answers = implementation(log, TryAgain())

    async def provide() -> Answering:
        return answers()

    provide.__annotations__["return"] = answers
    with pytest.raises(TryAgain):
        await ask(included(provide))
    assert len(log.told) == 3


async def test_swallowed_exception_is_a_defect() -> None:
    """FR-310: a generator that catches what the operation raised leaves no answer."""
    log = Events()
    answers = implementation(log, Refused())

    async def provide() -> AsyncIterator[Answering]:
        try:
            yield answers()
        except Refused:
            log("swallowed")

    provide.__annotations__["return"] = AsyncIterator[answers]  # type: ignore[valid-type]
    with pytest.raises(RuntimeError, match="caught an exception"):
        await ask(included(provide))


async def test_failing_task_is_told_apart_from_the_answer() -> None:
    """FR-310: what fails after the answer has been sent can't be answered."""
    log = Events()
    answers = implementation(log, None)

    async def work() -> None:
        raise Refused

    async def provide(tasks: BackgroundTasks) -> Answering:
        tasks.add_task(work)
        return answers()

    provide.__annotations__["return"] = answers
    with pytest.raises(FailedAfterAnswer) as caught:
        await ask(included(provide))
    assert isinstance(caught.value.__cause__, Refused)
