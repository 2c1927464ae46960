"""The part of the generated code that is the same for every contract: it decodes, checks and encodes by data."""

from .dependencies import RouterDependencies, SecurityHandler, SecurityHandlers
from .errors import (
    BodyTooLarge,
    ContractGap,
    FailedAfterAnswer,
    InvalidRequest,
    MalformedBody,
    NotAcceptable,
    NotAuthenticated,
    RequestRejected,
    TryAgain,
    UndeclaredResponse,
    UnsupportedContentCoding,
    UnsupportedMediaType,
    Violation,
)
from .handler import Provide
from .implementation import check_implementation
from .json_types import ABSENT, JsonObject, JsonValue
from .media import BytesContent, Form, Part, RawBody, TextBody, TextContent
from .mounted import contract_router
from .numbers import JsonNumber
from .operation import Body, Contract, Operation
from .raw_answers import Binary, Raw, Text
from .responses import Header, SealedResponse, responses_of, seal
from .route_parameters import Wire
from .router import ContractRoute, ContractRouter, Inclusion, encode, operation_of
from .schemas import Schemas
from .streams import EventStreams

__all__ = [
    "ABSENT",
    "Binary",
    "Body",
    "BodyTooLarge",
    "BytesContent",
    "Contract",
    "ContractGap",
    "ContractRoute",
    "ContractRouter",
    "EventStreams",
    "FailedAfterAnswer",
    "Form",
    "Header",
    "Inclusion",
    "InvalidRequest",
    "JsonNumber",
    "JsonObject",
    "JsonValue",
    "MalformedBody",
    "NotAcceptable",
    "NotAuthenticated",
    "Operation",
    "Part",
    "Provide",
    "Raw",
    "RawBody",
    "RequestRejected",
    "RouterDependencies",
    "Schemas",
    "SealedResponse",
    "SecurityHandler",
    "SecurityHandlers",
    "Text",
    "TextBody",
    "TextContent",
    "TryAgain",
    "UndeclaredResponse",
    "UnsupportedContentCoding",
    "UnsupportedMediaType",
    "Violation",
    "Wire",
    "check_implementation",
    "contract_router",
    "encode",
    "operation_of",
    "responses_of",
    "seal",
]
