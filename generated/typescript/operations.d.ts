// DO NOT EDIT. Generated from the contract by ./codegen.sh; change the contract and run it again.

import type { AnyAnswer, Call, Operation, OperationId } from "./answers.js";
import type { components } from "./contract.js";

/** The operations of the contract. */
export interface Operations {
    /**
     * List tasks
     *
     * The user's tasks that match all the filters given, in the order asked for, at most `limit` of them and at most
     * 1 MiB of JSON, which is hundreds of tasks of ordinary length, and 26 of the longest.
     * Paging is by key: a task that does not change is neither skipped nor repeated while others are written.
     *
     * `GET /api/{user_id}/tasks`
     */
    readonly list_tasks: Operation<"list_tasks">;
    /**
     * Create a task
     *
     * Adds a task to the user's list. Only the title is needed.
     *
     * With an `Idempotency-Key` the request can be repeated safely, after a timeout say: the same key with the same
     * body within 24 hours answers with the task made first and makes no second one; with another body it is
     * answered with 422, and with 409 if the first request has not ended within seconds. Of each user the newest
     * 1,000 keys are remembered.
     *
     * `POST /api/{user_id}/tasks`
     */
    readonly create_task: Operation<"create_task">;
    /**
     * List tags
     *
     * The tags that the user's tasks carry, each with the number of tasks that carry it: the most used first, those
     * used equally often in the order of their code points.
     *
     * `GET /api/{user_id}/tags`
     */
    readonly list_tags: Operation<"list_tags">;
    /**
     * Get a task
     *
     * One task of the user's.
     *
     * `GET /api/{user_id}/tasks/{task_id}`
     */
    readonly get_task: Operation<"get_task">;
    /**
     * Update a task
     *
     * Changes the fields that are given. A field left out keeps its value; `null` clears one that may be null. A task can
     * be sent as it was read: what only the server sets (`id`, `version` …) is ignored, so `version` does not stand in for
     * `If-Match`. A body of nothing else changes nothing, and raises no version.
     *
     * `PUT /api/{user_id}/tasks/{task_id}`
     */
    readonly update_task: Operation<"update_task">;
    /**
     * Delete a task
     *
     * Removes the task for good. Its `id` is never given to another task of the user's.
     *
     * `DELETE /api/{user_id}/tasks/{task_id}`
     */
    readonly delete_task: Operation<"delete_task">;
    /**
     * Patch a task
     *
     * The same as the PUT, for clients that say PATCH.
     *
     * `PATCH /api/{user_id}/tasks/{task_id}`
     */
    readonly patch_task: Operation<"patch_task">;
    /**
     * Complete a task, or reopen it
     *
     * Without a body, or with `{}`, it toggles, atomically: done becomes to do, and to do becomes done. With `completed`
     * it sets, and setting what is already so keeps the first `completed_at`.
     *
     * `PATCH /api/{user_id}/tasks/{task_id}/complete`
     */
    readonly complete_task: Operation<"complete_task">;
    /**
     * Is the process alive?
     *
     * Answers as long as the process can answer at all. It looks at nothing else.
     *
     * `GET /health/live`
     */
    readonly get_liveness: Operation<"get_liveness">;
    /**
     * Can it serve requests?
     *
     * Answers 200 when the database answers. 503 says not to send requests here, because the database does not answer or
     * because this server is going down; it still answers those that come. It does not depend on how much it has to do.
     *
     * `GET /health/ready`
     */
    readonly get_readiness: Operation<"get_readiness">;
}

/** The operations in camelCase, by tag. */
export interface Groups<Bound extends string = never> {
    readonly tasks: {
        /**
         * List tasks: `list_tasks`.
         */
        readonly list: Call<"list_tasks", Bound>;
        /**
         * Create a task: `create_task`.
         */
        readonly create: Call<"create_task", Bound>;
        /**
         * List tags: `list_tags`.
         */
        readonly listTags: Call<"list_tags", Bound>;
        /**
         * Get a task: `get_task`.
         */
        readonly get: Call<"get_task", Bound>;
        /**
         * Update a task: `update_task`.
         */
        readonly update: Call<"update_task", Bound>;
        /**
         * Delete a task: `delete_task`.
         */
        readonly delete: Call<"delete_task", Bound>;
        /**
         * Patch a task: `patch_task`.
         */
        readonly patch: Call<"patch_task", Bound>;
        /**
         * Complete a task, or reopen it: `complete_task`.
         */
        readonly complete: Call<"complete_task", Bound>;
    };
    readonly health: {
        /**
         * Is the process alive?: `get_liveness`.
         */
        readonly getLiveness: Call<"get_liveness">;
        /**
         * Can it serve requests?: `get_readiness`.
         */
        readonly getReadiness: Call<"get_readiness">;
    };
}

/** The owners of what the paths lead to. */
export interface Owners {
    /** The operations in camelCase, with this `user_id` in every path that has one. */
    readonly forUser: (user_id: string | number) => Groups<"user_id">;
}

/** The parameter that a page's cursor is for. */
export interface Cursors {
    list_tasks: "cursor";
}

/** What is changed with `If-Match`. */
export interface Items {
    update_task: components["schemas"]["Task"];
    delete_task: components["schemas"]["Task"];
    patch_task: components["schemas"]["Task"];
    complete_task: components["schemas"]["Task"];
}

/** What adds an item to a list: the item, and what lists them. */
export interface Creates {
    create_task: { item: components["schemas"]["Task"]; list: "list_tasks" };
}

/** The operations that read. */
export type ReadId = "list_tasks" | "list_tags" | "get_task" | "get_liveness" | "get_readiness";

/** What has a member that is, in double quotes, its entity tag (`x-entity-tag`). */
export type Versioned = Pick<components["schemas"]["Task"], "version">;
export declare const NAME: string;
export declare const VERSIONS: readonly string[];

/** How each is called, and what it may answer: the media type of each status, null where there is no body. */
export declare const OPERATIONS: Readonly<Record<OperationId, {
    readonly method: string;
    readonly path: string;
    readonly secured: boolean;
    readonly media?: string;
    readonly cursor?: string;
    readonly kind?: string;
    readonly identity?: Readonly<Record<string, string>>;
    readonly list?: OperationId;
    readonly answers: Readonly<Record<number, string | null>>;
}>>;
export declare const GROUPS: Readonly<Record<string, Readonly<Record<string, OperationId>>>>;
export declare const OWNERS: Readonly<Record<string, string>>;

/** What reads the answers that are streams. */
export declare const STREAMS: Readonly<Partial<Record<OperationId, (open: (init: object) => Promise<AnyAnswer>, init: object) => AsyncGenerator<unknown, void, undefined>>>>;
