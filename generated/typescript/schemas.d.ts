// DO NOT EDIT. Generated from the contract by ./codegen.sh; change the contract and run it again.

import type { Answer } from "./answers.js";
import type { components, operations } from "./contract.js";

/**
 * Who owns the task. Opaque; what the identity provider calls the user.
 */
export type UserId = components["schemas"]["UserId"];

/**
 * The number of the task. It counts up from 1 for each user.
 */
export type TaskId = components["schemas"]["TaskId"];

/**
 * What is to be done. Not blank.
 */
export type Title = components["schemas"]["Title"];

/**
 * More about it.
 */
export type Description = components["schemas"]["Description"];

/**
 * How much it matters.
 */
export type Priority = components["schemas"]["Priority"];

/**
 * A label of the user's. Not blank.
 */
export type Tag = components["schemas"]["Tag"];

/**
 * The labels, each at most once.
 */
export type Tags = components["schemas"]["Tags"];

/**
 * A tag, and how many tasks carry it.
 */
export type TagCount = components["schemas"]["TagCount"];

/**
 * When it is due: a day of the calendar (`2026-03-01`, an all-day task), which is the same in every time zone, or a
 * moment (`2026-03-01T09:30:00Z`, RFC 3339), with an offset. In the years 1000 to 2999; on the first and the last day
 * of them the offset is `Z`, so that it stays there. A moment is kept to the microsecond and answered in UTC.
 */
export type DueDate = components["schemas"]["DueDate"];

/**
 * When it is due, a day or a moment, as `DueDate` has it; null for no due date.
 */
export type NullableDueDate = components["schemas"]["NullableDueDate"];

/**
 * Entity tags as RFC 9110 lists them, or `*` for any.
 */
export type EntityTags = components["schemas"]["EntityTags"];

/**
 * A task. Every key is always present; what is absent is null.
 */
export type Task = components["schemas"]["Task"];

/**
 * A new task.
 */
export type TaskCreate = components["schemas"]["TaskCreate"];

/**
 * What to change. A field left out keeps its value.
 */
export type TaskUpdate = components["schemas"]["TaskUpdate"];

/**
 * The state to set.
 */
export type TaskCompletion = components["schemas"]["TaskCompletion"];

/**
 * The state of the server.
 */
export type Health = components["schemas"]["Health"];

/**
 * What went wrong (RFC 9457).
 */
export type Problem = components["schemas"]["Problem"];

/**
 * What is wrong with the request (RFC 9457), piece by piece.
 */
export type InvalidRequestProblem = components["schemas"]["InvalidRequestProblem"];

/**
 * One thing that is wrong with the request, in the body or in a parameter.
 */
export type Violation = components["schemas"]["Violation"];

/**
 * What `list_tasks` may be asked for.
 */
export type ListTasksQuery = NonNullable<operations["list_tasks"]["parameters"]["query"]>;

/**
 * What `list_tags` may be asked for.
 */
export type ListTagsQuery = NonNullable<operations["list_tags"]["parameters"]["query"]>;

/**
 * A page of what `list_tasks` answers.
 */
export type TaskPage = Extract<Answer<"list_tasks">, { ok: true }>;
