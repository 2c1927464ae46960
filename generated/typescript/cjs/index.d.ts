// DO NOT EDIT. Generated from the contract by ./codegen.sh; change the contract and run it again.

export type * from "../schemas.js" with { "resolution-mode": "import" };
export type { components, operations, paths } from "../contract.js" with { "resolution-mode": "import" };
export type { Answer, AnyAnswer, Call, ConditionalAnswer, Failure, FlatInit, Init, OperationId } from "../answers.js" with { "resolution-mode": "import" };
export { createClient as createTasksClient, type Client as TasksClient, type ClientOptions, type Middleware, type Send } from "./client.js";
export { NoAnswer, OutcomeUnknown, ProblemError, UnexpectedResponse, unwrap } from "./errors.js";
export { etag, idempotencyKey, ifMatch, ifNoneMatch, retryAfter } from "./headers.js";
export { paginate } from "./pages.js";
export { retry, type RetryOptions } from "./retry.js";
