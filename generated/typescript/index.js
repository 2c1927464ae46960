// DO NOT EDIT. Generated from the contract by ./codegen.sh; change the contract and run it again.

export { createClient as createTasksClient } from "./client.js";
export { NoAnswer, OutcomeUnknown, ProblemError, UnexpectedResponse, unwrap } from "./errors.js";
export { etag, idempotencyKey, ifMatch, ifNoneMatch, retryAfter } from "./headers.js";
export { paginate } from "./pages.js";
export { retry } from "./retry.js";
