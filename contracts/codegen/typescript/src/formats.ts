/** The formats of strings, as the server judges them. */

const ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
const LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
const HOSTNAME = new RegExp(`^(?=.{1,253}$)${LABEL}(?:\\.${LABEL})*$`);
const MAILBOX = new RegExp(`^(?:${ATOM}(?:\\.${ATOM})*|"(?:[^"\\\\\\p{Cc}]|\\\\.)*")@(.+)$`, "u");
const DURATION = /^P(?:\d+W|(?=.)(?:\d+Y(?:\d+M(?:\d+D)?)?|\d+M(?:\d+D)?|\d+D)?(?:T(?:\d+H(?:\d+M(?:\d+S)?)?|\d+M(?:\d+S)?|\d+S))?)$/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/i;
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;
const POINTER = "(?:/(?:[^~/]|~[01])*)*";
const JSON_POINTER = new RegExp(`^${POINTER}$`, "u");
const RELATIVE_POINTER = new RegExp(`^(?:0|[1-9]\\d*)(?:#|${POINTER})$`, "u");
const CHARACTER = "(?:\\w|%[\\da-fA-F]{2})";
const VARIABLE = `${CHARACTER}+(?:\\.${CHARACTER}+)*(?::[1-9]\\d{0,3}|\\*)?`;
const EXPRESSION = new RegExp(`\\{[+#./;?&=,!@|]?${VARIABLE}(?:,${VARIABLE})*\\}`, "g");
const BYTE = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
const IPV4 = new RegExp(`^(?:${BYTE}\\.){3}${BYTE}$`);

/** A day of the calendar (RFC 3339), from the year 1 on. */
export function isDate(text: string): boolean {
  const [, year = "", month = "", day = ""] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? [];
  const days = new Date(Date.UTC(2000 + (Number(year) % 400), Number(month), 0)).getUTCDate();
  return Number(year) > 0 && Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= days;
}

export const isTime = (text: string): boolean => TIME.test(text);
export const isDateTime = (text: string): boolean => isDate(text.slice(0, 10)) && /t/i.test(text.charAt(10)) && isTime(text.slice(11));
export const isDuration = (text: string): boolean => DURATION.test(text);
export const isUuid = (text: string): boolean => UUID.test(text);
export const isIpv4 = (text: string): boolean => IPV4.test(text);
export const isHostname = (text: string): boolean => HOSTNAME.test(text) && !text.split(".").some((label) => /^(?!xn)..--/i.test(label));
export const isJsonPointer = (text: string): boolean => JSON_POINTER.test(text);
export const isRelativeJsonPointer = (text: string): boolean => RELATIVE_POINTER.test(text);

export function isIpv6(text: string): boolean {
  const [groups, v4] = /^(.*:)((?:\d{1,3}\.){3}\d{1,3})$/.exec(text)?.slice(1) ?? [text];
  if (v4 !== undefined && !isIpv4(v4)) return false;
  const parts = (v4 === undefined ? (groups ?? "") : `${groups}0:0`).split("::");
  const [head = [], tail = []] = parts.map((part) => (part === "" ? [] : part.split(":")));
  const count = head.length + tail.length;
  return parts.length <= 2 && [...head, ...tail].every((group) => /^[\da-f]{1,4}$/i.test(group)) && (parts.length === 2 ? count < 8 : count === 8);
}

export function isEmail(text: string): boolean {
  const [, domain = ""] = MAILBOX.exec(text) ?? [];
  const literal = /^\[(?:(IPv6:)(.*)|(.*))\]$/i.exec(domain);
  return text.indexOf("@") <= 64 && (literal ? (literal[1] ? isIpv6(literal[2] ?? "") : isIpv4(literal[3] ?? "")) : isHostname(domain));
}

export const isUri = (text: string): boolean => isReference(text, "") && /^[a-z][a-z\d+.-]*:/i.test(text);
export const isUriReference = (text: string): boolean => isReference(text, "");
export const isIri = (text: string): boolean => isReference(text, "\\u00a0-\\u{effff}") && /^[a-z][a-z\d+.-]*:/i.test(text);
export const isIriReference = (text: string): boolean => isReference(text, "\\u00a0-\\u{effff}");

/** A reference of RFC 3986, or with `more` characters of RFC 3987. */
function isReference(text: string, more: string): boolean {
  const unit = `(?:[\\w.~!$&'()*+,;=:@${more}-]|%[\\da-fA-F]{2})`;
  const host = `\\[[\\da-fA-F:.]+\\]|\\[[vV][\\da-fA-F]+\\.[\\w.~!$&'()*+,;=:-]+\\]|(?:(?![:@])${unit})*`;
  const [, scheme, authority, path = ""] = /^([^:/?#]*:)?(?:\/\/([^/?#]*))?([^?#]*)/.exec(text) ?? [];
  const [, query = ""] = /^[^?#]*\??([^#]*)/.exec(text) ?? [];
  const [, fragment = ""] = /#(.*)$/su.exec(text) ?? [];
  if (scheme !== undefined && !/^[a-z][a-z\d+.-]*:$/i.test(scheme)) return false;
  if (authority !== undefined && !new RegExp(`^(?:(?:(?!@)${unit})*@)?(?:${host})(?::\\d*)?$`, "u").test(authority)) return false;
  const [, v6] = /\[([^v].*)\]/i.exec(authority ?? "") ?? [];
  if (v6 !== undefined && !isIpv6(v6)) return false;
  return [path, query, fragment].every((part, at) => new RegExp(`^(?:${unit}|/${at > 0 ? "|\\?" : ""})*$`, "u").test(part));
}

export function isUriTemplate(text: string): boolean {
  return !/[{}\s"<>\\^`|]|%(?![\da-f]{2})/iu.test(text.replaceAll(EXPRESSION, ""));
}

/** A pattern of ECMA-262, in Unicode mode; as to the server any sign of ASCII may have a backslash before it. */
export function isRegex(text: string): boolean {
  try {
    const plain = text.replaceAll(/\\([ -/:-@[-`{-~])/g, (_, sign: string) => `\\u{${sign.charCodeAt(0).toString(16)}}`);
    return new RegExp(plain, "u") instanceof RegExp;
  } catch {
    return false;
  }
}
