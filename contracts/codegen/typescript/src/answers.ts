/** What operations take and answer, as types that are read from the contract's. */

import type { ParamsOption, RequestBodyOption } from "openapi-fetch";
import type { operations } from "./contract.js";
import type { Cursors } from "./operations.js";

/** The name of an operation: its `operationId` in the contract. */
export type OperationId = keyof operations;

/**
 * What an operation is called with: the contract's parameters and body, and what `fetch` takes beside them, such as a
 * `signal`.
 */
export type Init<Id extends OperationId> = ParamsOption<operations[Id]> &
  RequestBodyOption<operations[Id]> &
  Omit<RequestInit, "body" | "headers" | "method">;

/** The headers that ask for an answer only if it is another one than before (RFC 9110, section 13.1). */
type Condition = "If-None-Match" | "If-Modified-Since";
type Never = { readonly [Name in Condition]?: never };
/** The operations that take one. */
type ConditionalId = {
  [Id in OperationId]: operations[Id]["parameters"] extends { header?: infer Values } ? (Condition & keyof NonNullable<Values> extends never ? never : Id) : never;
}[OperationId];

/** The function of an operation: without a condition, 304 is none of its answers. */
export type Operation<Id extends OperationId> = Id extends ConditionalId
  ? {
      (...init: Given<Init<Id> & { params?: { header?: Never } }>): Promise<Answer<Id>>;
      (...init: Given<Init<Id>>): Promise<ConditionalAnswer<Id>>;
    }
  : (...init: Given<Init<Id>>) => Promise<Answer<Id>>;

type Path<Id extends OperationId> = operations[Id]["parameters"] extends { path: infer Values } ? Values : unknown;
type Part<Id extends OperationId, Name extends string> = operations[Id]["parameters"] extends { [N in Name]: infer Values }
  ? { [N in Name]: Values }
  : operations[Id]["parameters"] extends { [N in Name]?: infer Values }
    ? { [N in Name]?: Values }
    : unknown;

/**
 * What the function of an operation in camelCase is called with: `path`, `query`, `header` and `body`, and what `fetch`
 * takes beside them. What of the path is `Bound` is known already.
 */
export type FlatInit<Id extends OperationId, Bound extends string = never> = ([keyof Omit<Path<Id>, Bound>] extends [never]
  ? unknown
  : { path: Omit<Path<Id>, Bound> }) &
  Part<Id, "query"> &
  Part<Id, "header"> &
  RequestBodyOption<operations[Id]> &
  Omit<RequestInit, "body" | "headers" | "method">;

/** The function of an operation in camelCase. */
export type Call<Id extends OperationId, Bound extends string = never, Result = Promise<Answer<Id>>> = Id extends ConditionalId
  ? {
      (...init: Given<FlatInit<Id, Bound> & { header?: Never }>): Result;
      (...init: Given<FlatInit<Id, Bound>>): Promise<ConditionalAnswer<Id>>;
    }
  : (...init: Given<FlatInit<Id, Bound>>) => Result;
type Given<Values> = Record<never, never> extends Values ? [init?: Values] : [init: Values];

/**
 * What an operation answers, or one of several: a union with one member for each status that the contract declares.
 * Comparing `status` narrows the rest. What was asked for with `If-None-Match` answers {@link ConditionalAnswer}.
 *
 * @example
 * ```ts
 * const answer = await tasks.get_task({ params: { path: { user_id: "ada", task_id: 1 } } });
 * switch (answer.status) {
 *   case 200: return show(answer.data);
 *   case 404: return gone(answer.error.detail);
 * }
 * ```
 */
export type Answer<Id extends OperationId> = Id extends ConditionalId ? Exclude<ConditionalAnswer<Id>, { status: 304 }> : ConditionalAnswer<Id>;

/** The same, with 304: still current, so there is no body. */
export type ConditionalAnswer<Id extends OperationId> = Id extends OperationId
  ? {
      [Status in keyof operations[Id]["responses"] & number]: Member<Id, Status, operations[Id]["responses"][Status]>;
    }[keyof operations[Id]["responses"] & number]
  : never;

/** An answer of any operation. */
export type AnyAnswer = ConditionalAnswer<OperationId>;

/** An answer of any operation that is not a success. */
export type Failure = Exclude<Answer<OperationId>, { ok: true }>;

/** The response's own `Headers`; `get` knows the names that the contract has, and which of them are always there, or never. */
export interface AnswerHeaders<Declared> {
  get<Name extends HeaderName>(name: Name): Name extends keyof Declared ? (undefined extends Declared[Name] ? string | null : string) : null;
}

type Success = 200 | 201 | 202 | 203 | 204 | 205 | 206 | 207 | 208 | 226;

type Member<Id extends OperationId, Status extends number, Declared> = (Status extends Success
  ? {
      /** Whether the status is a success (2xx). */
      readonly ok: true;
      /** The body of a success. */
      readonly data: Body<Declared>;
      /** The body of a failure. */
      readonly error: undefined;
    }
  : { readonly ok: false; readonly data: undefined; readonly error: Body<Declared> }) & {
  /** The status; compare it to narrow the rest. */
  readonly status: Status;
  /** The headers that the contract declares for this status. All others are in `response.headers`. */
  readonly headers: AnswerHeaders<Named<Headers<Declared>>>;
  /** What was sent. */
  readonly request: Request;
  /** What `fetch` answered. Its body has been read. */
  readonly response: Response;
} & Paged<Id, Named<Headers<Declared>>>;

type Paged<Id extends OperationId, Declared> = "Link" extends keyof Declared
  ? {
      /**
       * Gets the next page, which the `Link` leads to (RFC 8288); undefined on the last one. What this page was called
       * with counts again, but for its `signal`: give a new one.
       */
      readonly next: ((init?: RequestInit) => Promise<Answer<Id>>) | undefined;
    } & (Id extends keyof Cursors
      ? {
          /** The next page's value for this parameter of the query: what to keep, to go on from here later; undefined on the last page. */
          readonly nextCursor: string | undefined;
        }
      : unknown)
  : unknown;

/** The names of the headers that any answer of the contract has: the same for all, so that `get` can be called before `status` is known. */
type HeaderName = {
  [Id in OperationId]: {
    [Status in keyof operations[Id]["responses"]]: keyof Named<Headers<operations[Id]["responses"][Status]>>;
  }[keyof operations[Id]["responses"]];
}[OperationId] &
  string;

type Body<Declared> = Declared extends { content: infer Content } ? Content[keyof Content] : undefined;
type Headers<Declared> = Declared extends { headers: infer Names } ? Names : never;
type Named<Names> = { [Name in keyof Names as string extends Name ? never : number extends Name ? never : Name]: Names[Name] };
