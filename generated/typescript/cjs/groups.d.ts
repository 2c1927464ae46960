// DO NOT EDIT. Generated from the contract by ./codegen.sh; change the contract and run it again.

/** The operations in camelCase, by tag, beside the names of the contract. */
import type { AnyAnswer, OperationId } from "../answers.js" with { "resolution-mode": "import" };
/** What an operation is called with, whichever it is. */
export interface AnyInit extends Omit<RequestInit, "body" | "headers"> {
    readonly params?: {
        readonly path?: object;
        readonly query?: object;
        readonly header?: object;
    };
    readonly body?: unknown;
}
type Call = (id: OperationId, init: AnyInit) => Promise<AnyAnswer> | AsyncGenerator<unknown, void, undefined>;
/** A group of functions for each tag, and a function for each owner, which gives the groups with the owner's name bound. */
export declare function grouped(call: Call): object;
export {};
