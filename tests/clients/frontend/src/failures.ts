/** Turns whatever went wrong into a sentence. */

import { type Failure, ProblemError, retryAfter, UnexpectedResponse } from "tasks-api-client";

/** Of an answer that the contract declares. */
function sentence(answer: Failure): string {
  switch (answer.status) {
    case 401:
      return "Your session has ended. Sign in again.";
    case 422:
      return answer.error.errors.map((one) => one.detail).join(" ");
    case 429:
      return `That was too much at once. Try again in ${retryAfter(answer)} seconds.`;
    default:
      return answer.error.detail;
  }
}

/** Of what was thrown. */
export function thrown(error: unknown): string {
  if (error instanceof ProblemError) return sentence(error.answer);
  if (error instanceof UnexpectedResponse) return "Something between this page and the API answered in its place.";
  if (error instanceof TypeError) return "You are offline. Nothing is lost: try again when you are back.";
  throw error;
}
