// DO NOT EDIT. Generated from the contract by ./codegen.sh; change the contract and run it again.

/** Handlers for Mock Service Worker (msw 2.10 or newer) that answer as the contract shows. */
import { type HttpHandler } from "msw";
import type { ConditionalAnswer, OperationId } from "./answers.js";
/** Where the API is. Left out, the handlers answer at any origin. */
export interface Place {
    readonly baseUrl?: string;
}
/** A handler for every operation that does not stream, with what the contract shows of its success. */
export declare function handlers(place?: Place): HttpHandler[];
/**
 * A handler for one operation that answers with this status: with what the contract shows of it, or what is given.
 *
 * @example
 * ```ts
 * server.use(answering("list_tasks", 503));
 * server.use(answering("get_task", 200, { body: { ...task, title: "Buy oat milk" } }));
 * ```
 */
export declare function answering<Id extends OperationId, Status extends ConditionalAnswer<Id>["status"]>(id: Id, status: Status, given?: {
    readonly body?: BodyOf<Extract<ConditionalAnswer<Id>, {
        status: Status;
    }>>;
    readonly headers?: Readonly<Record<string, string>>;
}, place?: Place): HttpHandler;
type BodyOf<A> = A extends {
    ok: true;
    data: infer Data;
} ? Data : A extends {
    error: infer Problem;
} ? Problem : never;
export {};
