# DO NOT EDIT. Generated from the contract by ./codegen.sh; change the contract and run it again.

"""For load balancers and orchestrators. No token needed."""

from abc import abstractmethod
from dataclasses import KW_ONLY, dataclass
from typing import Annotated, ClassVar, Protocol, TypeAlias, final

from fastapi import Depends

from contracts import runtime

from .. import models
from ..parameters import RequestIdHeader
from ..schemas import CONTRACT


@final
@dataclass(frozen=True, slots=True)
class GetLiveness200(runtime.SealedResponse):
    """It is."""

    status: ClassVar[int] = 200
    body: models.Health


@final
@dataclass(frozen=True, slots=True)
class GetLiveness422(runtime.SealedResponse):
    """A parameter is not what this document asks for."""

    status: ClassVar[int] = 422
    media_type: ClassVar[str | None] = "application/problem+json"
    body: models.InvalidRequestProblem


@final
@dataclass(frozen=True, slots=True)
class GetLiveness500(runtime.SealedResponse):
    """The server made a mistake. No request should get this; report it with its `request_id`."""

    status: ClassVar[int] = 500
    media_type: ClassVar[str | None] = "application/problem+json"
    body: models.Problem


GetLivenessResponse: TypeAlias = GetLiveness200 | GetLiveness422 | GetLiveness500


@final
@dataclass(frozen=True, slots=True)
class GetReadiness200(runtime.SealedResponse):
    """It can."""

    status: ClassVar[int] = 200
    body: models.Health


@final
@dataclass(frozen=True, slots=True)
class GetReadiness422(runtime.SealedResponse):
    """A parameter is not what this document asks for."""

    status: ClassVar[int] = 422
    media_type: ClassVar[str | None] = "application/problem+json"
    body: models.InvalidRequestProblem


@final
@dataclass(frozen=True, slots=True)
class GetReadiness500(runtime.SealedResponse):
    """The server made a mistake. No request should get this; report it with its `request_id`."""

    status: ClassVar[int] = 500
    media_type: ClassVar[str | None] = "application/problem+json"
    body: models.Problem


@final
@dataclass(frozen=True, slots=True)
class GetReadiness503(runtime.SealedResponse):
    """The database can't be reached, or this server is going down."""

    status: ClassVar[int] = 503
    media_type: ClassVar[str | None] = "application/problem+json"
    body: models.Problem
    _: KW_ONLY
    retry_after: Annotated[int, runtime.Header("Retry-After", {"type": "integer", "minimum": 1})]


GetReadinessResponse: TypeAlias = GetReadiness200 | GetReadiness422 | GetReadiness500 | GetReadiness503


class HealthApi(Protocol):
    """For load balancers and orchestrators. No token needed.

    Implement every method; each is an operation of the contract.
    """

    @abstractmethod
    async def get_liveness(self) -> GetLivenessResponse:
        """Is the process alive?

        Answers as long as the process can answer at all. It looks at nothing else.

        GET /health/live
        """

    @abstractmethod
    async def get_readiness(self) -> GetReadinessResponse:
        """Can it serve requests?

        Answers 200 when the database answers. 503 says not to send requests here, because the database does not
        answer or
        because this server is going down; it still answers those that come. It does not depend on how much it has to
        do.

        GET /health/ready
        """


GET_LIVENESS = runtime.Operation(
    id="get_liveness",
    method="GET",
    path="/health/live",
    pointer="#/paths/~1health~1live/get",
    api="HealthApi",
    contract=CONTRACT,
    responses=runtime.responses_of(GetLivenessResponse),
    security=(),
    allow=("GET",),
)


GET_READINESS = runtime.Operation(
    id="get_readiness",
    method="GET",
    path="/health/ready",
    pointer="#/paths/~1health~1ready/get",
    api="HealthApi",
    contract=CONTRACT,
    responses=runtime.responses_of(GetReadinessResponse),
    security=(),
    allow=("GET",),
)


OPERATIONS = (
    GET_LIVENESS,
    GET_READINESS,
)


def health_router(
    provide: runtime.Provide[HealthApi],
    security: runtime.SecurityHandlers,
    dependencies: runtime.RouterDependencies = (),
) -> runtime.ContractRouter:
    """Bind an implementation, behind the dependencies. Raises runtime.ContractGap if it and the contract do not fit."""
    runtime.check_implementation(HealthApi, provide, OPERATIONS)
    router = runtime.ContractRouter(dependencies=dependencies)

    async def get_liveness(
        api: Annotated[HealthApi, Depends(provide, scope="function")],
        x_request_id: RequestIdHeader = None,
    ) -> GetLivenessResponse:
        return await api.get_liveness()

    router.bind(GET_LIVENESS, get_liveness, security)

    async def get_readiness(
        api: Annotated[HealthApi, Depends(provide, scope="function")],
        x_request_id: RequestIdHeader = None,
    ) -> GetReadinessResponse:
        return await api.get_readiness()

    router.bind(GET_READINESS, get_readiness, security)

    return router
