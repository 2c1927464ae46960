// DO NOT EDIT. Generated from the contract by ./codegen.sh; change the contract and run it again.

/** From what an operation is called with to the request that is sent. */
import type { OperationId } from "./answers.js";
import type { AnyInit } from "./groups.js";
/** The request of an operation, or of a page that a `Link` led to. Throws a RangeError for a value that can't be in a path. */
export declare function requestOf(id: OperationId, baseUrl: string, init: AnyInit, page?: URL): Request;
