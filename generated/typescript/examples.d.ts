// DO NOT EDIT. Generated from the contract by ./codegen.sh; change the contract and run it again.

import type { OperationId } from "./answers.js";

/** What the contract shows of each answer. */
export interface Example {
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: unknown;
}
export declare const EXAMPLES: Readonly<Record<OperationId, Readonly<Record<number, Example>>>>;
