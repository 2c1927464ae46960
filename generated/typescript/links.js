// DO NOT EDIT. Generated from the contract by ./codegen.sh; change the contract and run it again.

/** Where a `Link` leads (RFC 8288). */
const VALUE = String.raw `(?:"((?:[^"\\]|\\.)*)"|([^\s;,"]*))`;
const PARAMETER = String.raw `\s*;\s*([^\s=;,]+)(?:\s*=\s*${VALUE})?`;
const LINK = new RegExp(String.raw `<([^<>]*)>((?:${PARAMETER})*)`, "g");
/**
 * The target of `rel="next"`, resolved against the URL that was answered; undefined without one. Throws an `Error` if it
 * leads to another origin, which must not get the token.
 */
export function nextPage(link, base) {
    for (const [, target = "", parameters = ""] of (link ?? "").matchAll(LINK)) {
        if (!relations(parameters).includes("next"))
            continue;
        const next = new URL(target, base);
        if (next.origin !== new URL(base).origin)
            throw new Error(`The next page is at another origin, ${next.origin}.`);
        return next;
    }
    return undefined;
}
/** What a link is to the page. Of several `rel` the first counts (RFC 8288, section 3.3). */
function relations(parameters) {
    for (const [, name = "", quoted, plain = ""] of parameters.matchAll(new RegExp(PARAMETER, "g"))) {
        if (name.toLowerCase() === "rel")
            return (quoted ?? plain).toLowerCase().split(/\s+/);
    }
    return [];
}
