/** For those who would rather catch a failure than look at a status. */

import type { AnyAnswer, Failure, OperationId } from "./answers.js";

/** A failure that the contract declares. Its `message` is a sentence that you may show. */
export class ProblemError extends Error {
  override readonly name = "ProblemError";
  /** The answer. Comparing `answer.status` narrows `answer.error`. */
  readonly answer: Failure;

  constructor(answer: Failure) {
    super(answer.error?.detail ?? `The answer has the status ${answer.status}.`);
    this.answer = answer;
  }

  /** The status of the answer. */
  get status(): Failure["status"] {
    return this.answer.status;
  }
}

/** A response that the contract does not declare: a proxy's page, or a server of another version. */
export class UnexpectedResponse extends Error {
  override readonly name = "UnexpectedResponse";
  /** The response; its body has not been read. */
  readonly response: Response;

  constructor(operation: OperationId, response: Response) {
    const type = response.headers.get("Content-Type") ?? "no media type";
    super(`The contract declares no answer ${response.status} with ${type} to ${operation}.`);
    this.response = response;
  }

  /** The status of the response. */
  get status(): number {
    return this.response.status;
  }
}

/**
 * The body of a success. Rejects with a {@link ProblemError} for anything else.
 *
 * @example
 * ```ts
 * const task = await unwrap(tasks.get_task({ params: { path: { user_id: "ada", task_id: 1 } } }));
 * ```
 */
export async function unwrap<A extends AnyAnswer>(answer: A | Promise<A>): Promise<Extract<A, { ok: true }>["data"]> {
  const arrived: AnyAnswer = await answer;
  if (!arrived.ok) throw new ProblemError(arrived);
  return arrived.data;
}
