/** For those who would rather catch a failure than look at a status; and what there is no answer of the contract for. */

import type { Answer, Failure, OperationId } from "./answers.js";

/** A failure that the contract declares. Its `message` is a sentence that you may show. */
export class ProblemError extends Error {
  override readonly name = "ProblemError";
  /** The answer. Comparing `answer.status` narrows `answer.error`. */
  readonly answer: Failure;

  constructor(answer: Failure) {
    const { detail = `The answer has the status ${answer.status}.` } = (answer.error ?? {}) as { readonly detail?: string };
    super(detail);
    this.answer = answer;
  }

  /** The status of the answer. */
  get status(): Failure["status"] {
    return this.answer.status;
  }
}

/** Where a request went, without its query: messages get into logs, and what is searched for, or a cursor, is not for these. */
const placeOf = ({ url }: Request): string => url.replace(/[?#].*$/, "");

/** A response that the contract does not declare: a proxy's page, a body that is no JSON, a server of another version. */
export class UnexpectedResponse extends Error {
  override readonly name = "UnexpectedResponse";
  /** What was sent. */
  readonly request: Request;
  /** The response. Its body has not been read, unless there is a `text`. */
  readonly response: Response;
  /** The body, where it is not the JSON that its media type says: empty, say, or cut off. */
  readonly text: string | undefined;

  constructor(operation: OperationId, request: Request, response: Response, more: { text?: string; detail?: string | undefined; cause?: unknown }) {
    const { text, detail } = more;
    const type = response.headers.get("Content-Type") ?? "no media type";
    const body = text === undefined ? "" : text === "" ? " and an empty body" : " and a body that is not JSON";
    const said = detail === undefined ? "" : ` It says: ${detail}`;
    super(
      `${request.method} ${placeOf(request)} was answered with ${response.status}, ${type}${body}, which the contract does not declare for ${operation}.${said}`,
      "cause" in more ? { cause: more.cause } : {},
    );
    this.request = request;
    this.response = response;
    this.text = text;
  }

  /** The status of the response. */
  get status(): number {
    return this.response.status;
  }
}

/**
 * No answer arrived, or not all of it. Whether the request was carried out is not known. Its message has that of `fetch`'s
 * own error, which is its `cause`.
 */
export class NoAnswer extends TypeError {
  override readonly name = "NoAnswer";
  /** What was sent. */
  readonly request: Request;

  constructor(request: Request, cause: TypeError) {
    super(`No answer to ${request.method} ${placeOf(request)}: ${cause.message}`, { cause });
    this.request = request;
  }
}

/**
 * The answer to an attempt was lost, and a later one was refused since the resource has changed: perhaps by the first
 * attempt. Read it again to see. Thrown by `retry`.
 */
export class OutcomeUnknown extends Error {
  override readonly name = "OutcomeUnknown";
  /** The last answer. */
  readonly answer: Failure;

  constructor(answer: Failure, cause: unknown) {
    super(`An answer was lost, and the next attempt was answered with ${answer.status}: the first may have been done. Read it again.`, { cause });
    this.answer = answer;
  }
}

/**
 * The body of a success. Rejects with a {@link ProblemError} for anything else. What may be 304 is no answer for it: look at
 * its `status`.
 *
 * @example
 * ```ts
 * const task = await unwrap(tasks.get_task({ params: { path: { user_id: "ada", task_id: 1 } } }));
 * ```
 */
export async function unwrap<A extends Answer<OperationId>>(answer: A | Promise<A>): Promise<Extract<A, { ok: true }>["data"]> {
  const arrived: Answer<OperationId> = await answer;
  if (!arrived.ok) throw new ProblemError(arrived);
  return arrived.data;
}
