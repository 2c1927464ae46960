// DO NOT EDIT. Generated from the contract by ./codegen.sh; change the contract and run it again.

/** The formats of strings, as the server judges them. */
/** A day of the calendar (RFC 3339), from the year 1 on. */
export declare function isDate(text: string): boolean;
export declare const isTime: (text: string) => boolean;
export declare const isDateTime: (text: string) => boolean;
export declare const isDuration: (text: string) => boolean;
export declare const isUuid: (text: string) => boolean;
export declare const isIpv4: (text: string) => boolean;
export declare const isHostname: (text: string) => boolean;
export declare const isJsonPointer: (text: string) => boolean;
export declare const isRelativeJsonPointer: (text: string) => boolean;
export declare function isIpv6(text: string): boolean;
export declare function isEmail(text: string): boolean;
export declare const isUri: (text: string) => boolean;
export declare const isUriReference: (text: string) => boolean;
export declare const isIri: (text: string) => boolean;
export declare const isIriReference: (text: string) => boolean;
export declare function isUriTemplate(text: string): boolean;
/** A pattern of ECMA-262, in Unicode mode; as to the server any sign of ASCII may have a backslash before it. */
export declare function isRegex(text: string): boolean;
