// DO NOT EDIT. Generated from the contract by ./codegen.sh; change the contract and run it again.

/** The client: every operation of the contract as a function, on openapi-fetch. */
import { type Operations } from "./operations.js";
/** How the API is reached, and who calls. */
export interface ClientOptions {
    /** Where the API is, such as `https://api.example.com`. Left out, it is the page's own origin. */
    readonly baseUrl?: string;
    /**
     * The bearer token, or a function that is asked for it at every request and may refresh it. It is sent with the
     * operations that need one, and with no others.
     */
    readonly token?: string | (() => string | Promise<string>);
    /** Sends the requests; `globalThis.fetch` unless given. The place for logging, tracing and tests. */
    readonly fetch?: (request: Request) => Promise<Response>;
}
/** Every operation of the contract, by its `operationId`. The functions need no `this`. */
export type Client = Operations;
/**
 * Makes a client. It keeps nothing but its options.
 *
 * Its functions resolve with every status that the contract declares, whatever it says. They reject with an
 * {@link UnexpectedResponse} for a response that the contract does not know (a proxy's, say), with `fetch`'s own
 * `TypeError` when there was none, and with the reason of an aborted `signal`.
 */
export declare function createClient(options?: ClientOptions): Client;
