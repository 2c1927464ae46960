// DO NOT EDIT. Generated from the contract by ./codegen.sh; change the contract and run it again.

/** Where a `Link` leads (RFC 8288). */
/**
 * The target of `rel="next"`, resolved against the URL that was answered; undefined without one. Throws an `Error` if it
 * leads to another origin, which must not get the token. The path of `baseUrl` is kept: a proxy that adds it to all paths
 * does not change a `Link`.
 */
export declare function nextPage(link: string | null, sent: string, answered: string, baseUrl: string): URL | undefined;
