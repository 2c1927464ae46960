/** Where a `Link` leads (RFC 8288). */

const LINK = /<([^<>]*)>((?:\s*;\s*[^\s=;,]+(?:\s*=\s*(?:"[^"]*"|[^\s;,]*))?)*)/g;
const REL = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,]+))/i;

/**
 * The target of `rel="next"`, resolved against the URL that was answered; undefined without one. Throws an `Error` if it
 * leads to another origin, which must not get the token.
 */
export function nextPage(link: string | null, base: string): URL | undefined {
  for (const [, target = "", parameters = ""] of (link ?? "").matchAll(LINK)) {
    const [, quoted, plain] = REL.exec(parameters) ?? [];
    if (!(quoted ?? plain ?? "").toLowerCase().split(/\s+/).includes("next")) continue;
    const next = new URL(target, base);
    if (next.origin !== new URL(base).origin) throw new Error(`The next page is at another origin, ${next.origin}.`);
    return next;
  }
  return undefined;
}
