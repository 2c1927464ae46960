// DO NOT EDIT. Generated from the contract by ./codegen.sh; change the contract and run it again.

/** The token that is sent, and a new one after it was refused. */
/** A bearer token, or what gives one. */
export type Token = string | (() => string | Promise<string>);
/** Gets a new token; or has it got by then, so that `token` gives it. */
export type Refresh = () => string | undefined | void | Promise<string | undefined | void>;
/** Which token to send. */
export interface Tokens {
    /** The one to send now; waits for a renewal that is under way. */
    current(): Promise<string | undefined>;
    /** Another one after `refused`, which all share who were refused with it; undefined where there is none. */
    renewed(refused: string | undefined): Promise<string | undefined>;
}
export declare function tokens(token: Token | undefined, refresh: Refresh | undefined): Tokens;
