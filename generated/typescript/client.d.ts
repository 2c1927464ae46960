// DO NOT EDIT. Generated from the contract by ./codegen.sh; change the contract and run it again.

/** The client: every operation of the contract as a function. */
import { type Groups, type Operations, type Owners } from "./operations.js";
import { type Refresh, type Token } from "./tokens.js";
/** How the API is reached, and who calls. */
export interface ClientOptions {
    /** Where the API is, such as `https://api.example.com`, also below a path. Left out, it is the page's own origin. */
    readonly baseUrl?: string;
    /**
     * The bearer token, or a function that is asked for it at every request. It is sent with the operations that need one,
     * and with no others.
     */
    readonly token?: Token;
    /**
     * Called after a 401, once for all requests that get one meanwhile. The request is sent once more, with the token that
     * this resolves with, or else with that which `token` then gives. Where neither is a new one, the 401 is the answer.
     */
    readonly unauthorized?: Refresh;
    /** What is done around every request, the first one outermost: logging, tracing, headers of your own. */
    readonly middleware?: readonly Middleware[];
    /** Sends the requests; what `globalThis.fetch` is at the time unless given. */
    readonly fetch?: Send;
}
/** Sends a request. */
export type Send = (request: Request) => Promise<Response>;
/** Does something before or after a request is sent by `next`, or in its place. */
export type Middleware = (request: Request, next: Send) => Promise<Response>;
/**
 * Every operation of the contract: by its `operationId`, and in camelCase by its tag. The functions need no `this`.
 */
export type Client = Operations & Groups & Owners;
/**
 * Makes a client. It keeps nothing but its options and the token that `unauthorized` got.
 *
 * Its functions resolve with every status that the contract declares, whatever it says. They reject with an
 * {@link UnexpectedResponse} for a response that the contract does not know (a proxy's, say), with {@link NoAnswer}, a
 * `TypeError`, when there was none, with the reason of an aborted `signal`, and with a `RangeError`, before anything is
 * sent, for a value that can't be in a path.
 */
export declare function createClient(options?: ClientOptions): Client;
