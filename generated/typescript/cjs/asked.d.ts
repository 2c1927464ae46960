// DO NOT EDIT. Generated from the contract by ./codegen.sh; change the contract and run it again.

/** How the operations are called by what TanStack Query is given. */
import type { Answer, OperationId } from "../answers.js" with { "resolution-mode": "import" };
import type { Client } from "./client.js";
export interface Tried {
    readonly retry: (failures: number, error: Error) => boolean;
    readonly retryDelay: (failures: number, error: Error) => number;
}
/** Tried again as `retry` does: as often, and only what may help. */
export declare const TRIED: Tried;
/** The beginning of the keys of everything. */
export declare const ALL: readonly [string];
export declare function asked<Id extends OperationId>(client: Client, id: Id, init: object): Promise<Answer<Id>>;
