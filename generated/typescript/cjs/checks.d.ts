// DO NOT EDIT. Generated from the contract by ./codegen.sh; change the contract and run it again.

/** What JSON Schema says and zod has no words for, as checks of a validator of the right type. */
import type * as z from "zod";
type Payload = z.core.ParsePayload<unknown>;
type Check = (payload: Payload) => void;
/** The length of a string, which JSON Schema counts in code points. */
export declare const length: (minimum: number, maximum: number) => Check;
/** How many members an object has. */
export declare const size: (minimum: number, maximum: number) => Check;
/** A whole number, also one that is too large to be exact. */
export declare const integer: Check;
/** A string of this format. */
export declare const format: (name: string, is: (text: string) => boolean) => Check;
/** One of these values, whatever they are. */
export declare function values(...allowed: readonly unknown[]): Check;
/** Items that are all different. */
export declare const unique: Check;
/** The first items by the schema at their place, all others by `rest`. */
export declare const items: (first: readonly z.ZodType[], rest: z.ZodType) => Check;
/** How many items a schema accepts. */
export declare const contains: (schema: z.ZodType, minimum: number, maximum: number) => Check;
/** Members by the schemas of all the patterns that match their names; `others` have none and are not `known`. */
export declare function members(known: readonly string[], patterns: readonly (readonly [RegExp, z.ZodType])[], others: z.ZodType): Check;
/** Names of members. */
export declare const names: (schema: z.ZodType) => Check;
/** Members that have to be there. */
export declare const requires: (...required: readonly string[]) => Check;
/** Members that have to be there where another is. */
export declare const needs: (name: string, others: readonly string[]) => Check;
/** What an object has to be where it has a member. */
export declare const beside: (name: string, schema: z.ZodType) => Check;
/** All of these. */
export declare const all: (...schemas: readonly z.ZodType[]) => Check;
/** At least one of these, and at most `most` of them. */
export declare const some: (most: number, ...schemas: readonly z.ZodType[]) => Check;
/** Not this. */
export declare const not: (schema: z.ZodType) => Check;
/** One of two, as a condition says. */
export declare const when: (condition: z.ZodType, then: z.ZodType, otherwise: z.ZodType) => Check;
/** An object without the members that the server ignores. */
export declare const without: (...ignored: readonly string[]) => Check;
export {};
