/** Where a `Link` leads (RFC 8288). */

const VALUE = String.raw`(?:"((?:[^"\\]|\\.)*)"|([^\s;,"]*))`;
const PARAMETER = String.raw`\s*;\s*([^\s=;,]+)(?:\s*=\s*${VALUE})?`;
const LINK = new RegExp(String.raw`<([^<>]*)>((?:${PARAMETER})*)`, "g");

/**
 * The target of `rel="next"`, resolved against the URL that was answered; undefined without one. Throws an `Error` if it
 * leads to another origin, which must not get the token. The path of `baseUrl` is kept: a proxy that adds it to all paths
 * does not change a `Link`.
 */
export function nextPage(link: string | null, sent: string, answered: string, baseUrl: string): URL | undefined {
  for (const [, target = "", parameters = ""] of (link ?? "").matchAll(LINK)) {
    if (!relations(parameters).includes("next")) continue;
    const next = new URL(target, answered);
    if (next.origin !== new URL(answered).origin) throw new Error(`The next page is at another origin, ${next.origin}.`);
    const root = new URL(baseUrl || "/", sent).pathname.replace(/\/$/, "");
    const here = [sent, answered].map((url) => new URL(url).pathname);
    const rooted = here.includes(next.pathname) || (next.pathname.startsWith(`${root}/`) && !here.includes(root + next.pathname));
    if (!rooted) next.pathname = root + next.pathname;
    return next;
  }
  return undefined;
}

/** What a link is to the page. Of several `rel` the first counts (RFC 8288, section 3.3). */
function relations(parameters: string): string[] {
  for (const [, name = "", quoted, plain = ""] of parameters.matchAll(new RegExp(PARAMETER, "g"))) {
    if (name.toLowerCase() === "rel") return (quoted ?? plain).toLowerCase().split(/\s+/);
  }
  return [];
}
