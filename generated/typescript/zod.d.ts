// DO NOT EDIT. Generated from the contract by ./codegen.sh; change the contract and run it again.

import type * as z from "zod";

/**
 * Who owns the task. Opaque; what the identity provider calls the user.
 */
export declare const UserId: z.ZodString;
export type UserId = z.output<typeof UserId>;

/**
 * The number of the task. It counts up from 1 for each user.
 */
export declare const TaskId: z.ZodNumber;
export type TaskId = z.output<typeof TaskId>;

/**
 * What is to be done. Not blank.
 */
export declare const Title: z.ZodString;
export type Title = z.output<typeof Title>;

/**
 * More about it.
 */
export declare const Description: z.ZodNullable<z.ZodString>;
export type Description = z.output<typeof Description>;

/**
 * How much it matters.
 */
export declare const Priority: z.ZodEnum<{ "low": "low"; "medium": "medium"; "high": "high" }>;
export type Priority = z.output<typeof Priority>;

/**
 * A label of the user's. Not blank.
 */
export declare const Tag: z.ZodString;
export type Tag = z.output<typeof Tag>;

/**
 * The labels, each at most once.
 */
export declare const Tags: z.ZodArray<typeof Tag>;
export type Tags = z.output<typeof Tags>;

/**
 * A tag, and how many tasks carry it.
 */
export declare const TagCount: z.ZodObject<{
    tag: typeof Tag;
    count: z.ZodNumber;
}, z.core.$strict>;
export type TagCount = z.output<typeof TagCount>;

/**
 * When it is due: a day of the calendar (`2026-03-01`, an all-day task), which is the same in every time zone, or a
 * moment (`2026-03-01T09:30:00Z`, RFC 3339), with an offset. In the years 1000 to 2999; on the first and the last day
 * of them the offset is `Z`, so that it stays there. A moment is kept to the microsecond and answered in UTC.
 */
export declare const DueDate: z.ZodString;
export type DueDate = z.output<typeof DueDate>;

/**
 * When it is due, a day or a moment, as `DueDate` has it; null for no due date.
 */
export declare const NullableDueDate: z.ZodNullable<z.ZodString>;
export type NullableDueDate = z.output<typeof NullableDueDate>;

/**
 * Entity tags as RFC 9110 lists them, or `*` for any.
 */
export declare const EntityTags: z.ZodString;
export type EntityTags = z.output<typeof EntityTags>;

/**
 * A task. Every key is always present; what is absent is null.
 */
export declare const Task: z.ZodObject<{
    id: typeof TaskId;
    user_id: typeof UserId;
    title: typeof Title;
    description: typeof Description;
    completed: z.ZodBoolean;
    completed_at: z.ZodNullable<z.ZodString>;
    priority: typeof Priority;
    tags: typeof Tags;
    due_date: typeof NullableDueDate;
    created_at: z.ZodString;
    updated_at: z.ZodString;
    version: z.ZodNumber;
}, z.core.$strict>;
export type Task = z.output<typeof Task>;

/**
 * A new task.
 */
export declare const TaskCreate: z.ZodObject<{
    title: typeof Title;
    description: z.ZodExactOptional<typeof Description>;
    completed: z.ZodExactOptional<z.ZodBoolean>;
    priority: z.ZodExactOptional<typeof Priority>;
    tags: z.ZodExactOptional<typeof Tags>;
    due_date: z.ZodExactOptional<typeof NullableDueDate>;
    id: z.ZodExactOptional<z.ZodType<never, unknown>>;
    user_id: z.ZodExactOptional<z.ZodType<never, unknown>>;
    completed_at: z.ZodExactOptional<z.ZodType<never, unknown>>;
    created_at: z.ZodExactOptional<z.ZodType<never, unknown>>;
    updated_at: z.ZodExactOptional<z.ZodType<never, unknown>>;
    version: z.ZodExactOptional<z.ZodType<never, unknown>>;
}, z.core.$strict>;
export type TaskCreate = z.output<typeof TaskCreate>;

/**
 * What to change. A field left out keeps its value.
 */
export declare const TaskUpdate: z.ZodObject<{
    title: z.ZodExactOptional<typeof Title>;
    description: z.ZodExactOptional<typeof Description>;
    completed: z.ZodExactOptional<z.ZodBoolean>;
    priority: z.ZodExactOptional<typeof Priority>;
    tags: z.ZodExactOptional<typeof Tags>;
    due_date: z.ZodExactOptional<typeof NullableDueDate>;
    id: z.ZodExactOptional<z.ZodType<never, unknown>>;
    user_id: z.ZodExactOptional<z.ZodType<never, unknown>>;
    completed_at: z.ZodExactOptional<z.ZodType<never, unknown>>;
    created_at: z.ZodExactOptional<z.ZodType<never, unknown>>;
    updated_at: z.ZodExactOptional<z.ZodType<never, unknown>>;
    version: z.ZodExactOptional<z.ZodType<never, unknown>>;
}, z.core.$strict>;
export type TaskUpdate = z.output<typeof TaskUpdate>;

/**
 * The state to set.
 */
export declare const TaskCompletion: z.ZodObject<{
    completed: z.ZodExactOptional<z.ZodBoolean>;
}, z.core.$strict>;
export type TaskCompletion = z.output<typeof TaskCompletion>;

/**
 * The state of the server.
 */
export declare const Health: z.ZodObject<{
    status: z.ZodLiteral<"ok">;
}, z.core.$strict>;
export type Health = z.output<typeof Health>;

/**
 * What went wrong (RFC 9457).
 */
export declare const Problem: z.ZodObject<{
    type: z.ZodString;
    title: z.ZodString;
    status: z.ZodNumber;
    detail: z.ZodString;
    request_id: z.ZodString;
}, z.core.$strict>;
export type Problem = z.output<typeof Problem>;

/**
 * One thing that is wrong with the request, in the body or in a parameter.
 */
export declare const Violation: z.ZodObject<{
    pointer: z.ZodNullable<z.ZodString>;
    parameter: z.ZodNullable<z.ZodString>;
    detail: z.ZodString;
}, z.core.$strict>;
export type Violation = z.output<typeof Violation>;

/**
 * What is wrong with the request (RFC 9457), piece by piece.
 */
export declare const InvalidRequestProblem: z.ZodObject<{
    type: z.ZodString;
    title: z.ZodString;
    status: z.ZodNumber;
    detail: z.ZodString;
    request_id: z.ZodString;
    errors: z.ZodArray<typeof Violation>;
}, z.core.$strict>;
export type InvalidRequestProblem = z.output<typeof InvalidRequestProblem>;
