// DO NOT EDIT. Generated from the contract by ./codegen.sh; change the contract and run it again.

export interface paths {
    "/api/{user_id}/tasks": {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A name of the client's for this request. It is answered and logged; without one the server makes one.
                 * @example 0199f3c1a2b47c3d8e5f60718293a4b5
                 */
                "X-Request-ID"?: components["parameters"]["RequestId"];
            };
            path: {
                /**
                 * @description The user, exactly as the token's subject says it. Opaque; percent-encode it.
                 * @example ada
                 */
                user_id: components["parameters"]["UserId"];
            };
            cookie?: never;
        };
        /**
         * List tasks
         * @description The user's tasks that match all the filters given, in the order asked for, at most `limit` of them and at most
         *     1 MiB of JSON, which is hundreds of tasks of ordinary length, and 26 of the longest.
         *     Paging is by key: a task that does not change is neither skipped nor repeated while others are written.
         */
        get: operations["list_tasks"];
        put?: never;
        /**
         * Create a task
         * @description Adds a task to the user's list. Only the title is needed.
         *
         *     With an `Idempotency-Key` the request can be repeated safely, after a timeout say: the same key with the same
         *     body within 24 hours answers with the task made first and makes no second one; with another body it is
         *     answered with 422, and with 409 if the first request has not ended within seconds. Of each user the newest
         *     1,000 keys are remembered.
         */
        post: operations["create_task"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/{user_id}/tags": {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A name of the client's for this request. It is answered and logged; without one the server makes one.
                 * @example 0199f3c1a2b47c3d8e5f60718293a4b5
                 */
                "X-Request-ID"?: components["parameters"]["RequestId"];
            };
            path: {
                /**
                 * @description The user, exactly as the token's subject says it. Opaque; percent-encode it.
                 * @example ada
                 */
                user_id: components["parameters"]["UserId"];
            };
            cookie?: never;
        };
        /**
         * List tags
         * @description The tags that the user's tasks carry, each with the number of tasks that carry it: the most used first, those
         *     used equally often in the order of their code points.
         */
        get: operations["list_tags"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/{user_id}/tasks/{task_id}": {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A name of the client's for this request. It is answered and logged; without one the server makes one.
                 * @example 0199f3c1a2b47c3d8e5f60718293a4b5
                 */
                "X-Request-ID"?: components["parameters"]["RequestId"];
            };
            path: {
                /**
                 * @description The user, exactly as the token's subject says it. Opaque; percent-encode it.
                 * @example ada
                 */
                user_id: components["parameters"]["UserId"];
                /**
                 * @description The number of the task.
                 * @example 1
                 */
                task_id: components["parameters"]["TaskId"];
            };
            cookie?: never;
        };
        /**
         * Get a task
         * @description One task of the user's.
         */
        get: operations["get_task"];
        /**
         * Update a task
         * @description Changes the fields that are given. A field left out keeps its value; `null` clears one that may be null. A task can
         *     be sent as it was read: what only the server sets (`id`, `version` …) is ignored, so `version` does not stand in for
         *     `If-Match`. A body of nothing else changes nothing, and raises no version.
         */
        put: operations["update_task"];
        post?: never;
        /**
         * Delete a task
         * @description Removes the task for good. Its `id` is never given to another task of the user's.
         */
        delete: operations["delete_task"];
        options?: never;
        head?: never;
        /**
         * Patch a task
         * @description The same as the PUT, for clients that say PATCH.
         */
        patch: operations["patch_task"];
        trace?: never;
    };
    "/api/{user_id}/tasks/{task_id}/complete": {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A name of the client's for this request. It is answered and logged; without one the server makes one.
                 * @example 0199f3c1a2b47c3d8e5f60718293a4b5
                 */
                "X-Request-ID"?: components["parameters"]["RequestId"];
            };
            path: {
                /**
                 * @description The user, exactly as the token's subject says it. Opaque; percent-encode it.
                 * @example ada
                 */
                user_id: components["parameters"]["UserId"];
                /**
                 * @description The number of the task.
                 * @example 1
                 */
                task_id: components["parameters"]["TaskId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Complete a task, or reopen it
         * @description Without a body, or with `{}`, it toggles, atomically: done becomes to do, and to do becomes done. With `completed`
         *     it sets, and setting what is already so keeps the first `completed_at`.
         */
        patch: operations["complete_task"];
        trace?: never;
    };
    "/health/live": {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A name of the client's for this request. It is answered and logged; without one the server makes one.
                 * @example 0199f3c1a2b47c3d8e5f60718293a4b5
                 */
                "X-Request-ID"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * Is the process alive?
         * @description Answers as long as the process can answer at all. It looks at nothing else.
         */
        get: operations["get_liveness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A name of the client's for this request. It is answered and logged; without one the server makes one.
                 * @example 0199f3c1a2b47c3d8e5f60718293a4b5
                 */
                "X-Request-ID"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * Can it serve requests?
         * @description Answers 200 when the database answers. 503 says not to send requests here, because the database does not answer or
         *     because this server is going down; it still answers those that come. It does not depend on how much it has to do.
         */
        get: operations["get_readiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description Who owns the task. Opaque; what the identity provider calls the user. */
        UserId: string;
        /** @description The number of the task. It counts up from 1 for each user. */
        TaskId: number;
        /** @description What is to be done. Not blank. */
        Title: string;
        /** @description More about it. */
        Description: string | null;
        /**
         * @description How much it matters.
         * @enum {string}
         */
        Priority: "low" | "medium" | "high";
        /** @description A label of the user's. Not blank. */
        Tag: string;
        /** @description The labels, each at most once. */
        Tags: components["schemas"]["Tag"][];
        /** @description A tag, and how many tasks carry it. */
        TagCount: {
            /** @description A label of the user's. Not blank. */
            tag: components["schemas"]["Tag"];
            /** @description How many tasks carry it. */
            count: number;
        };
        /**
         * @description When it is due: a day of the calendar (`2026-03-01`, an all-day task), which is the same in every time zone, or a
         *     moment (`2026-03-01T09:30:00Z`, RFC 3339), with an offset. In the years 1000 to 2999; on the first and the last day
         *     of them the offset is `Z`, so that it stays there. A moment is kept to the microsecond and answered in UTC.
         */
        DueDate: string;
        /** @description When it is due, a day or a moment, as `DueDate` has it; null for no due date. */
        NullableDueDate: string | null;
        /** @description Entity tags as RFC 9110 lists them, or `*` for any. */
        EntityTags: string;
        /** @description A task. Every key is always present; what is absent is null. */
        Task: {
            /** @description The number of the task. It counts up from 1 for each user. */
            id: components["schemas"]["TaskId"];
            /** @description Who owns the task. Opaque; what the identity provider calls the user. */
            user_id: components["schemas"]["UserId"];
            /** @description What is to be done. Not blank. */
            title: components["schemas"]["Title"];
            /** @description More about it. */
            description: components["schemas"]["Description"];
            /** @description Whether it is done. */
            completed: boolean;
            /**
             * Format: date-time
             * @description When it was done; null while it is to do.
             */
            completed_at: string | null;
            /** @description How much it matters. */
            priority: components["schemas"]["Priority"];
            /** @description The labels, each at most once. */
            tags: components["schemas"]["Tags"];
            /** @description When it is due, a day or a moment, as `DueDate` has it; null for no due date. */
            due_date: components["schemas"]["NullableDueDate"];
            /**
             * Format: date-time
             * @description When it was created.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it was last written.
             */
            updated_at: string;
            /**
             * @description Counts the writes; 1 when created. In double quotes it is the `ETag` of the task, so what was listed can be
             *     changed with `If-Match` as well.
             */
            version: number;
        };
        /** @description A new task. */
        TaskCreate: {
            /** @description What is to be done. Not blank. */
            title: components["schemas"]["Title"];
            /** @description More about it. */
            description?: components["schemas"]["Description"];
            /** @description Whether it is already done; false if it is left out. */
            completed?: boolean;
            /** @description How much it matters; medium if it is left out. */
            priority?: components["schemas"]["Priority"];
            /** @description The labels, each at most once. */
            tags?: components["schemas"]["Tags"];
            /** @description When it is due, a day or a moment, as `DueDate` has it; null for no due date. */
            due_date?: components["schemas"]["NullableDueDate"];
            /** @description Ignored; a task can be sent as it was read. */
            readonly id?: components["schemas"]["TaskId"];
            /** @description Ignored; a task can be sent as it was read. */
            readonly user_id?: components["schemas"]["UserId"];
            /**
             * Format: date-time
             * @description Ignored; a task can be sent as it was read.
             */
            readonly completed_at?: string | null;
            /**
             * Format: date-time
             * @description Ignored; a task can be sent as it was read.
             */
            readonly created_at?: string;
            /**
             * Format: date-time
             * @description Ignored; a task can be sent as it was read.
             */
            readonly updated_at?: string;
            /** @description Ignored; to guard a write, send `If-Match`. */
            readonly version?: number;
        };
        /** @description What to change. A field left out keeps its value. */
        TaskUpdate: {
            /** @description What is to be done. Not blank. */
            title?: components["schemas"]["Title"];
            /** @description More about it. */
            description?: components["schemas"]["Description"];
            /** @description Whether it is done. */
            completed?: boolean;
            /** @description How much it matters. */
            priority?: components["schemas"]["Priority"];
            /** @description The labels, each at most once. */
            tags?: components["schemas"]["Tags"];
            /** @description When it is due, a day or a moment, as `DueDate` has it; null for no due date. */
            due_date?: components["schemas"]["NullableDueDate"];
            /** @description Ignored; a task can be sent as it was read. */
            readonly id?: components["schemas"]["TaskId"];
            /** @description Ignored; a task can be sent as it was read. */
            readonly user_id?: components["schemas"]["UserId"];
            /**
             * Format: date-time
             * @description Ignored; a task can be sent as it was read.
             */
            readonly completed_at?: string | null;
            /**
             * Format: date-time
             * @description Ignored; a task can be sent as it was read.
             */
            readonly created_at?: string;
            /**
             * Format: date-time
             * @description Ignored; a task can be sent as it was read.
             */
            readonly updated_at?: string;
            /** @description Ignored; to guard a write, send `If-Match`. */
            readonly version?: number;
        };
        /** @description The state to set. */
        TaskCompletion: {
            /** @description True for done, false for to do; left out, it toggles. */
            completed?: boolean;
        };
        /** @description The state of the server. */
        Health: {
            /** @constant */
            status: "ok";
        };
        /** @description What went wrong (RFC 9457). */
        Problem: {
            /**
             * Format: uri-reference
             * @description The kind of the problem; it never changes.
             */
            type: string;
            /** @description The kind of the problem in words. */
            title: string;
            /** @description The HTTP status. */
            status: number;
            /** @description What went wrong this time. */
            detail: string;
            /** @description The name of the request in the server's log. */
            request_id: string;
        };
        /** @description What is wrong with the request (RFC 9457), piece by piece. */
        InvalidRequestProblem: {
            /**
             * Format: uri-reference
             * @description The kind of the problem; it never changes.
             */
            type: string;
            /** @description The kind of the problem in words. */
            title: string;
            /** @description The HTTP status. */
            status: number;
            /** @description What went wrong this time. */
            detail: string;
            /** @description The name of the request in the server's log. */
            request_id: string;
            /** @description Everything that is wrong, or the first hundred of it. */
            errors: components["schemas"]["Violation"][];
        };
        /** @description One thing that is wrong with the request, in the body or in a parameter. */
        Violation: {
            /** @description Where in the body, as a JSON Pointer in a URI fragment (RFC 6901, section 6); null for a parameter. */
            pointer: string | null;
            /** @description The name of the parameter; null for the body. */
            parameter: string | null;
            /** @description What is wrong. */
            detail: string;
        };
    };
    responses: {
        /** @description What you have is still current. */
        NotModified: {
            headers: {
                /**
                 * @description The entity tag of this representation (RFC 9110, section 8.8.3), for `If-Match` and `If-None-Match`.
                 * @example "3"
                 */
                ETag: string;
                /**
                 * @description The name of this request, in the server's log too.
                 * @example 0199f3c1a2b47c3d8e5f60718293a4b5
                 */
                "X-Request-ID": string;
                /**
                 * @description How long the server took, in milliseconds, in all and in the database (W3C Server Timing).
                 * @example total;dur=3.2, db;dur=1.9
                 */
                "Server-Timing": string;
                /**
                 * @description The quotas that apply to this request (draft-ietf-httpapi-ratelimit-headers-11): `q` requests within any `w` seconds,
                 *     from the client's address, or of the user for reading or for writing. Absent where the server sets no quota.
                 * @example "address";q=3000;w=60, "reads";q=1200;w=60
                 */
                "RateLimit-Policy"?: string;
                /**
                 * @description What is left of the tightest quota (draft-ietf-httpapi-ratelimit-headers-11): for the next `t` seconds no more than `r`
                 *     requests. Absent where the server sets no quota.
                 * @example "reads";r=1199;t=60
                 */
                RateLimit?: string;
                [name: string]: unknown;
            };
            content?: never;
        };
        /**
         * @description The body is not JSON, or an object in it has a member more than once, a number in it is beyond a double, or it is
         *     nested in more than 200 levels.
         */
        MalformedBody: {
            headers: {
                /**
                 * @description The name of this request, in the server's log too.
                 * @example 0199f3c1a2b47c3d8e5f60718293a4b5
                 */
                "X-Request-ID": string;
                /**
                 * @description How long the server took, in milliseconds, in all and in the database (W3C Server Timing).
                 * @example total;dur=3.2, db;dur=1.9
                 */
                "Server-Timing": string;
                /**
                 * @description The quotas that apply to this request (draft-ietf-httpapi-ratelimit-headers-11): `q` requests within any `w` seconds,
                 *     from the client's address, or of the user for reading or for writing. Absent where the server sets no quota.
                 * @example "address";q=3000;w=60, "reads";q=1200;w=60
                 */
                "RateLimit-Policy"?: string;
                /**
                 * @description What is left of the tightest quota (draft-ietf-httpapi-ratelimit-headers-11): for the next `t` seconds no more than `r`
                 *     requests. Absent where the server sets no quota.
                 * @example "reads";r=1199;t=60
                 */
                RateLimit?: string;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:tasks-api:problem:malformed-body",
                 *       "title": "Malformed body",
                 *       "status": 400,
                 *       "detail": "The body is not valid JSON.",
                 *       "request_id": "0199f3c1a2b47c3d8e5f60718293a4b5"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description There is no token, or it is not valid. */
        Unauthorized: {
            headers: {
                /**
                 * @description How to authenticate (RFC 6750, section 3).
                 * @example Bearer realm="tasks-api", error="invalid_token"
                 */
                "WWW-Authenticate": string;
                /**
                 * @description The name of this request, in the server's log too.
                 * @example 0199f3c1a2b47c3d8e5f60718293a4b5
                 */
                "X-Request-ID": string;
                /**
                 * @description How long the server took, in milliseconds, in all and in the database (W3C Server Timing).
                 * @example total;dur=3.2, db;dur=1.9
                 */
                "Server-Timing": string;
                /**
                 * @description The quotas that apply to this request (draft-ietf-httpapi-ratelimit-headers-11): `q` requests within any `w` seconds,
                 *     from the client's address, or of the user for reading or for writing. Absent where the server sets no quota.
                 * @example "address";q=3000;w=60, "reads";q=1200;w=60
                 */
                "RateLimit-Policy"?: string;
                /**
                 * @description What is left of the tightest quota (draft-ietf-httpapi-ratelimit-headers-11): for the next `t` seconds no more than `r`
                 *     requests. Absent where the server sets no quota.
                 * @example "reads";r=1199;t=60
                 */
                RateLimit?: string;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:tasks-api:problem:unauthorized",
                 *       "title": "Unauthorized",
                 *       "status": 401,
                 *       "detail": "The token has expired.",
                 *       "request_id": "0199f3c1a2b47c3d8e5f60718293a4b5"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The path belongs to another user. */
        Forbidden: {
            headers: {
                /**
                 * @description The name of this request, in the server's log too.
                 * @example 0199f3c1a2b47c3d8e5f60718293a4b5
                 */
                "X-Request-ID": string;
                /**
                 * @description How long the server took, in milliseconds, in all and in the database (W3C Server Timing).
                 * @example total;dur=3.2, db;dur=1.9
                 */
                "Server-Timing": string;
                /**
                 * @description The quotas that apply to this request (draft-ietf-httpapi-ratelimit-headers-11): `q` requests within any `w` seconds,
                 *     from the client's address, or of the user for reading or for writing. Absent where the server sets no quota.
                 * @example "address";q=3000;w=60, "reads";q=1200;w=60
                 */
                "RateLimit-Policy"?: string;
                /**
                 * @description What is left of the tightest quota (draft-ietf-httpapi-ratelimit-headers-11): for the next `t` seconds no more than `r`
                 *     requests. Absent where the server sets no quota.
                 * @example "reads";r=1199;t=60
                 */
                RateLimit?: string;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:tasks-api:problem:forbidden",
                 *       "title": "Forbidden",
                 *       "status": 403,
                 *       "detail": "This token does not give access to the tasks of this user.",
                 *       "request_id": "0199f3c1a2b47c3d8e5f60718293a4b5"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The user has no such task. */
        TaskNotFound: {
            headers: {
                /**
                 * @description The name of this request, in the server's log too.
                 * @example 0199f3c1a2b47c3d8e5f60718293a4b5
                 */
                "X-Request-ID": string;
                /**
                 * @description How long the server took, in milliseconds, in all and in the database (W3C Server Timing).
                 * @example total;dur=3.2, db;dur=1.9
                 */
                "Server-Timing": string;
                /**
                 * @description The quotas that apply to this request (draft-ietf-httpapi-ratelimit-headers-11): `q` requests within any `w` seconds,
                 *     from the client's address, or of the user for reading or for writing. Absent where the server sets no quota.
                 * @example "address";q=3000;w=60, "reads";q=1200;w=60
                 */
                "RateLimit-Policy"?: string;
                /**
                 * @description What is left of the tightest quota (draft-ietf-httpapi-ratelimit-headers-11): for the next `t` seconds no more than `r`
                 *     requests. Absent where the server sets no quota.
                 * @example "reads";r=1199;t=60
                 */
                RateLimit?: string;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:tasks-api:problem:task-not-found",
                 *       "title": "Task not found",
                 *       "status": 404,
                 *       "detail": "There is no such task.",
                 *       "request_id": "0199f3c1a2b47c3d8e5f60718293a4b5"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The task is no longer what `If-Match` says. `ETag` tells what it is now. */
        PreconditionFailed: {
            headers: {
                /**
                 * @description The entity tag of this representation (RFC 9110, section 8.8.3), for `If-Match` and `If-None-Match`.
                 * @example "3"
                 */
                ETag: string;
                /**
                 * @description The name of this request, in the server's log too.
                 * @example 0199f3c1a2b47c3d8e5f60718293a4b5
                 */
                "X-Request-ID": string;
                /**
                 * @description How long the server took, in milliseconds, in all and in the database (W3C Server Timing).
                 * @example total;dur=3.2, db;dur=1.9
                 */
                "Server-Timing": string;
                /**
                 * @description The quotas that apply to this request (draft-ietf-httpapi-ratelimit-headers-11): `q` requests within any `w` seconds,
                 *     from the client's address, or of the user for reading or for writing. Absent where the server sets no quota.
                 * @example "address";q=3000;w=60, "reads";q=1200;w=60
                 */
                "RateLimit-Policy"?: string;
                /**
                 * @description What is left of the tightest quota (draft-ietf-httpapi-ratelimit-headers-11): for the next `t` seconds no more than `r`
                 *     requests. Absent where the server sets no quota.
                 * @example "reads";r=1199;t=60
                 */
                RateLimit?: string;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:tasks-api:problem:precondition-failed",
                 *       "title": "Precondition failed",
                 *       "status": 412,
                 *       "detail": "The task is not, or no longer, what If-Match names. It is now at version 3.",
                 *       "request_id": "0199f3c1a2b47c3d8e5f60718293a4b5"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The body is larger than 64 KiB. */
        ContentTooLarge: {
            headers: {
                /**
                 * @description The name of this request, in the server's log too.
                 * @example 0199f3c1a2b47c3d8e5f60718293a4b5
                 */
                "X-Request-ID": string;
                /**
                 * @description How long the server took, in milliseconds, in all and in the database (W3C Server Timing).
                 * @example total;dur=3.2, db;dur=1.9
                 */
                "Server-Timing": string;
                /**
                 * @description The quotas that apply to this request (draft-ietf-httpapi-ratelimit-headers-11): `q` requests within any `w` seconds,
                 *     from the client's address, or of the user for reading or for writing. Absent where the server sets no quota.
                 * @example "address";q=3000;w=60, "reads";q=1200;w=60
                 */
                "RateLimit-Policy"?: string;
                /**
                 * @description What is left of the tightest quota (draft-ietf-httpapi-ratelimit-headers-11): for the next `t` seconds no more than `r`
                 *     requests. Absent where the server sets no quota.
                 * @example "reads";r=1199;t=60
                 */
                RateLimit?: string;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:tasks-api:problem:content-too-large",
                 *       "title": "Content too large",
                 *       "status": 413,
                 *       "detail": "The body is larger than 65536 bytes.",
                 *       "request_id": "0199f3c1a2b47c3d8e5f60718293a4b5"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /**
         * @description The body is not declared as `application/json`; or it is compressed, which `Content-Encoding` says, and then
         *     `Accept-Encoding` tells that no coding is taken.
         */
        UnsupportedMediaType: {
            headers: {
                /**
                 * @description The content codings that a body may have (RFC 9110, section 12.5.3): none. Absent where something else is wrong.
                 * @example identity
                 */
                "Accept-Encoding"?: "identity";
                /**
                 * @description The name of this request, in the server's log too.
                 * @example 0199f3c1a2b47c3d8e5f60718293a4b5
                 */
                "X-Request-ID": string;
                /**
                 * @description How long the server took, in milliseconds, in all and in the database (W3C Server Timing).
                 * @example total;dur=3.2, db;dur=1.9
                 */
                "Server-Timing": string;
                /**
                 * @description The quotas that apply to this request (draft-ietf-httpapi-ratelimit-headers-11): `q` requests within any `w` seconds,
                 *     from the client's address, or of the user for reading or for writing. Absent where the server sets no quota.
                 * @example "address";q=3000;w=60, "reads";q=1200;w=60
                 */
                "RateLimit-Policy"?: string;
                /**
                 * @description What is left of the tightest quota (draft-ietf-httpapi-ratelimit-headers-11): for the next `t` seconds no more than `r`
                 *     requests. Absent where the server sets no quota.
                 * @example "reads";r=1199;t=60
                 */
                RateLimit?: string;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description A parameter or the body is not what this document asks for. */
        InvalidRequest: {
            headers: {
                /**
                 * @description The name of this request, in the server's log too.
                 * @example 0199f3c1a2b47c3d8e5f60718293a4b5
                 */
                "X-Request-ID": string;
                /**
                 * @description How long the server took, in milliseconds, in all and in the database (W3C Server Timing).
                 * @example total;dur=3.2, db;dur=1.9
                 */
                "Server-Timing": string;
                /**
                 * @description The quotas that apply to this request (draft-ietf-httpapi-ratelimit-headers-11): `q` requests within any `w` seconds,
                 *     from the client's address, or of the user for reading or for writing. Absent where the server sets no quota.
                 * @example "address";q=3000;w=60, "reads";q=1200;w=60
                 */
                "RateLimit-Policy"?: string;
                /**
                 * @description What is left of the tightest quota (draft-ietf-httpapi-ratelimit-headers-11): for the next `t` seconds no more than `r`
                 *     requests. Absent where the server sets no quota.
                 * @example "reads";r=1199;t=60
                 */
                RateLimit?: string;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:tasks-api:problem:invalid-request",
                 *       "title": "Invalid request",
                 *       "status": 422,
                 *       "detail": "title must have at least 1 character.",
                 *       "request_id": "0199f3c1a2b47c3d8e5f60718293a4b5",
                 *       "errors": [
                 *         {
                 *           "pointer": "#/title",
                 *           "parameter": null,
                 *           "detail": "title must have at least 1 character."
                 *         }
                 *       ]
                 *     }
                 */
                "application/problem+json": components["schemas"]["InvalidRequestProblem"];
            };
        };
        /** @description Another request with this `Idempotency-Key` is still running. Nothing was changed; try again. */
        KeyInUse: {
            headers: {
                /**
                 * @description In how many seconds to try again.
                 * @example 5
                 */
                "Retry-After": number;
                /**
                 * @description The name of this request, in the server's log too.
                 * @example 0199f3c1a2b47c3d8e5f60718293a4b5
                 */
                "X-Request-ID": string;
                /**
                 * @description How long the server took, in milliseconds, in all and in the database (W3C Server Timing).
                 * @example total;dur=3.2, db;dur=1.9
                 */
                "Server-Timing": string;
                /**
                 * @description The quotas that apply to this request (draft-ietf-httpapi-ratelimit-headers-11): `q` requests within any `w` seconds,
                 *     from the client's address, or of the user for reading or for writing. Absent where the server sets no quota.
                 * @example "address";q=3000;w=60, "reads";q=1200;w=60
                 */
                "RateLimit-Policy"?: string;
                /**
                 * @description What is left of the tightest quota (draft-ietf-httpapi-ratelimit-headers-11): for the next `t` seconds no more than `r`
                 *     requests. Absent where the server sets no quota.
                 * @example "reads";r=1199;t=60
                 */
                RateLimit?: string;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:tasks-api:problem:idempotency-key-in-use",
                 *       "title": "Idempotency key in use",
                 *       "status": 409,
                 *       "detail": "Another request with this Idempotency-Key is still running. Try again in a moment.",
                 *       "request_id": "0199f3c1a2b47c3d8e5f60718293a4b5"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The client's address, or the user, has used up a quota. `RateLimit` says which. */
        RateLimited: {
            headers: {
                /**
                 * @description In how many seconds to try again.
                 * @example 5
                 */
                "Retry-After": number;
                /**
                 * @description The name of this request, in the server's log too.
                 * @example 0199f3c1a2b47c3d8e5f60718293a4b5
                 */
                "X-Request-ID": string;
                /**
                 * @description How long the server took, in milliseconds, in all and in the database (W3C Server Timing).
                 * @example total;dur=3.2, db;dur=1.9
                 */
                "Server-Timing": string;
                /**
                 * @description The quotas that apply to this request (draft-ietf-httpapi-ratelimit-headers-11): `q` requests within any `w` seconds,
                 *     from the client's address, or of the user for reading or for writing. Absent where the server sets no quota.
                 * @example "address";q=3000;w=60, "reads";q=1200;w=60
                 */
                "RateLimit-Policy"?: string;
                /**
                 * @description What is left of the tightest quota (draft-ietf-httpapi-ratelimit-headers-11): for the next `t` seconds no more than `r`
                 *     requests. Absent where the server sets no quota.
                 * @example "reads";r=1199;t=60
                 */
                RateLimit?: string;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:tasks-api:problem:rate-limited",
                 *       "title": "Rate limited",
                 *       "status": 429,
                 *       "detail": "You have sent more requests than your quota allows. Try again in 5 seconds.",
                 *       "request_id": "0199f3c1a2b47c3d8e5f60718293a4b5"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The server made a mistake. No request should get this; report it with its `request_id`. */
        InternalError: {
            headers: {
                /**
                 * @description The name of this request, in the server's log too.
                 * @example 0199f3c1a2b47c3d8e5f60718293a4b5
                 */
                "X-Request-ID": string;
                /**
                 * @description How long the server took, in milliseconds, in all and in the database (W3C Server Timing).
                 * @example total;dur=3.2, db;dur=1.9
                 */
                "Server-Timing": string;
                /**
                 * @description The quotas that apply to this request (draft-ietf-httpapi-ratelimit-headers-11): `q` requests within any `w` seconds,
                 *     from the client's address, or of the user for reading or for writing. Absent where the server sets no quota.
                 * @example "address";q=3000;w=60, "reads";q=1200;w=60
                 */
                "RateLimit-Policy"?: string;
                /**
                 * @description What is left of the tightest quota (draft-ietf-httpapi-ratelimit-headers-11): for the next `t` seconds no more than `r`
                 *     requests. Absent where the server sets no quota.
                 * @example "reads";r=1199;t=60
                 */
                RateLimit?: string;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:tasks-api:problem:internal-error",
                 *       "title": "Internal error",
                 *       "status": 500,
                 *       "detail": "The server made a mistake. It has been logged.",
                 *       "request_id": "0199f3c1a2b47c3d8e5f60718293a4b5"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /**
         * @description The database can't be reached; then nothing was changed, or it is not known. Or the server is overloaded; then
         *     nothing was changed. Try again.
         */
        Unavailable: {
            headers: {
                /**
                 * @description In how many seconds to try again.
                 * @example 5
                 */
                "Retry-After": number;
                /**
                 * @description The name of this request, in the server's log too.
                 * @example 0199f3c1a2b47c3d8e5f60718293a4b5
                 */
                "X-Request-ID": string;
                /**
                 * @description How long the server took, in milliseconds, in all and in the database (W3C Server Timing).
                 * @example total;dur=3.2, db;dur=1.9
                 */
                "Server-Timing": string;
                /**
                 * @description The quotas that apply to this request (draft-ietf-httpapi-ratelimit-headers-11): `q` requests within any `w` seconds,
                 *     from the client's address, or of the user for reading or for writing. Absent where the server sets no quota.
                 * @example "address";q=3000;w=60, "reads";q=1200;w=60
                 */
                "RateLimit-Policy"?: string;
                /**
                 * @description What is left of the tightest quota (draft-ietf-httpapi-ratelimit-headers-11): for the next `t` seconds no more than `r`
                 *     requests. Absent where the server sets no quota.
                 * @example "reads";r=1199;t=60
                 */
                RateLimit?: string;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: {
        /**
         * @description The user, exactly as the token's subject says it. Opaque; percent-encode it.
         * @example ada
         */
        UserId: components["schemas"]["UserId"];
        /**
         * @description The number of the task.
         * @example 1
         */
        TaskId: components["schemas"]["TaskId"];
        /**
         * @description A name of the client's for this request. It is answered and logged; without one the server makes one.
         * @example 0199f3c1a2b47c3d8e5f60718293a4b5
         */
        RequestId: string;
        /**
         * @description Write only if the task still has one of these entity tags (RFC 9110, section 13.1.1), or exists (`*`).
         * @example "3"
         */
        IfMatch: components["schemas"]["EntityTags"];
        /**
         * @description Answer 304 if what you have is still current (RFC 9110, section 13.1.2).
         * @example "3"
         */
        IfNoneMatch: components["schemas"]["EntityTags"];
    };
    requestBodies: never;
    headers: {
        /**
         * @description The entity tag of this list (RFC 9110, section 8.8.3), for `If-None-Match`. It is no task's, so not for `If-Match`.
         * @example W/"5a1c07e2b9d34f6812"
         */
        ListETag: string;
        /**
         * @description The entity tag of this representation (RFC 9110, section 8.8.3), for `If-Match` and `If-None-Match`.
         * @example "3"
         */
        ETag: string;
        /**
         * @description The name of this request, in the server's log too.
         * @example 0199f3c1a2b47c3d8e5f60718293a4b5
         */
        RequestId: string;
        /**
         * @description How long the server took, in milliseconds, in all and in the database (W3C Server Timing).
         * @example total;dur=3.2, db;dur=1.9
         */
        ServerTiming: string;
        /**
         * @description The quotas that apply to this request (draft-ietf-httpapi-ratelimit-headers-11): `q` requests within any `w` seconds,
         *     from the client's address, or of the user for reading or for writing. Absent where the server sets no quota.
         * @example "address";q=3000;w=60, "reads";q=1200;w=60
         */
        RateLimitPolicy: string;
        /**
         * @description The quotas that apply to this request (draft-ietf-httpapi-ratelimit-headers-11): `q` requests within any `w` seconds,
         *     from the client's address, or of the user for reading or for writing. Absent where the server sets no quota.
         * @example "address";q=3000;w=60, "writes";q=600;w=60
         */
        WritePolicy: string;
        /**
         * @description What is left of the tightest quota (draft-ietf-httpapi-ratelimit-headers-11): for the next `t` seconds no more than `r`
         *     requests. Absent where the server sets no quota.
         * @example "reads";r=1199;t=60
         */
        RateLimit: string;
        /**
         * @description What is left of the tightest quota (draft-ietf-httpapi-ratelimit-headers-11): for the next `t` seconds no more than `r`
         *     requests. Absent where the server sets no quota.
         * @example "writes";r=599;t=60
         */
        WriteLimit: string;
        /**
         * @description In how many seconds to try again.
         * @example 5
         */
        RetryAfter: number;
        /**
         * @description The content codings that a body may have (RFC 9110, section 12.5.3): none. Absent where something else is wrong.
         * @example identity
         */
        AcceptEncoding: "identity";
        /**
         * @description How to authenticate (RFC 6750, section 3).
         * @example Bearer realm="tasks-api", error="invalid_token"
         */
        WWWAuthenticate: string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    list_tasks: {
        parameters: {
            query?: {
                /** @description Whether to list all tasks, those still to do, or those done. */
                status?: "all" | "pending" | "completed";
                /**
                 * @description The same as `status`, for clients that ask for `true` (those done) or `false` (those still to do). With both,
                 *     they must agree.
                 * @example false
                 */
                completed?: boolean;
                /** @description Only tasks of this priority. */
                priority?: components["schemas"]["Priority"];
                /**
                 * @description Only tasks that carry this tag. Repeat the parameter to ask for several; all must match.
                 * @example [
                 *       "home"
                 *     ]
                 */
                tag?: components["schemas"]["Tag"][];
                /**
                 * @description Only tasks due at this moment or later. An all-day task, and a date given here, count as midnight UTC.
                 *     Tasks without a due date are left out.
                 * @example 2026-03-01
                 */
                due_after?: string | Date;
                /**
                 * @description Only tasks due before this moment. Read as `due_after` is.
                 * @example 2026-04-01T00:00:00Z
                 */
                due_before?: string | Date;
                /**
                 * @description Only tasks whose title or description, taken together, contain all of these words, or words that begin with
                 *     them: in any order, upper or lower case, with or without accents. An emoji is a word. Without any word it is no
                 *     filter.
                 * @example milk
                 */
                search?: string;
                /**
                 * @description What to order by. Titles are compared without regard to case; priority runs from low to high; a task
                 *     without a due date counts as due after all others.
                 */
                sort?: "created_at" | "updated_at" | "due_date" | "priority" | "title";
                /** @description Ascending or descending. Tasks that compare equal are ordered by `id`, in the same direction. */
                order?: "asc" | "desc";
                /**
                 * @description The most tasks to answer with. A page ends sooner where the next task would take it beyond 1 MiB (1,048,576
                 *     bytes) of JSON; so whether there are more tells `Link`, and not the number of tasks.
                 */
                limit?: number;
                /**
                 * @description Where to go on, taken from the `Link` of the page before. Opaque, and valid only with the same filters
                 *     and order; anything else is answered with 400.
                 */
                cursor?: string;
            };
            header?: {
                /**
                 * @description A name of the client's for this request. It is answered and logged; without one the server makes one.
                 * @example 0199f3c1a2b47c3d8e5f60718293a4b5
                 */
                "X-Request-ID"?: components["parameters"]["RequestId"];
                /**
                 * @description Answer 304 if what you have is still current (RFC 9110, section 13.1.2).
                 * @example "3"
                 */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                /**
                 * @description The user, exactly as the token's subject says it. Opaque; percent-encode it.
                 * @example ada
                 */
                user_id: components["parameters"]["UserId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The tasks, possibly none. */
            200: {
                headers: {
                    /**
                     * @description The entity tag of this list (RFC 9110, section 8.8.3), for `If-None-Match`. It is no task's, so not for `If-Match`.
                     * @example W/"5a1c07e2b9d34f6812"
                     */
                    ETag: string;
                    /**
                     * @description The next page as `<…>; rel="next"` (RFC 8288), also where this one ended at 1 MiB. Absent on the last page.
                     * @example </api/ada/tasks?limit=1&cursor=WyIyMDI2Il0>; rel="next"
                     */
                    Link?: string;
                    /**
                     * @description The name of this request, in the server's log too.
                     * @example 0199f3c1a2b47c3d8e5f60718293a4b5
                     */
                    "X-Request-ID": string;
                    /**
                     * @description How long the server took, in milliseconds, in all and in the database (W3C Server Timing).
                     * @example total;dur=3.2, db;dur=1.9
                     */
                    "Server-Timing": string;
                    /**
                     * @description The quotas that apply to this request (draft-ietf-httpapi-ratelimit-headers-11): `q` requests within any `w` seconds,
                     *     from the client's address, or of the user for reading or for writing. Absent where the server sets no quota.
                     * @example "address";q=3000;w=60, "reads";q=1200;w=60
                     */
                    "RateLimit-Policy"?: string;
                    /**
                     * @description What is left of the tightest quota (draft-ietf-httpapi-ratelimit-headers-11): for the next `t` seconds no more than `r`
                     *     requests. Absent where the server sets no quota.
                     * @example "reads";r=1199;t=60
                     */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Task"][];
                };
            };
            304: components["responses"]["NotModified"];
            /** @description The cursor is not one that this list gave out for these filters and this order. */
            400: {
                headers: {
                    /**
                     * @description The name of this request, in the server's log too.
                     * @example 0199f3c1a2b47c3d8e5f60718293a4b5
                     */
                    "X-Request-ID": string;
                    /**
                     * @description How long the server took, in milliseconds, in all and in the database (W3C Server Timing).
                     * @example total;dur=3.2, db;dur=1.9
                     */
                    "Server-Timing": string;
                    /**
                     * @description The quotas that apply to this request (draft-ietf-httpapi-ratelimit-headers-11): `q` requests within any `w` seconds,
                     *     from the client's address, or of the user for reading or for writing. Absent where the server sets no quota.
                     * @example "address";q=3000;w=60, "reads";q=1200;w=60
                     */
                    "RateLimit-Policy"?: string;
                    /**
                     * @description What is left of the tightest quota (draft-ietf-httpapi-ratelimit-headers-11): for the next `t` seconds no more than `r`
                     *     requests. Absent where the server sets no quota.
                     * @example "reads";r=1199;t=60
                     */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tasks-api:problem:invalid-cursor",
                     *       "title": "Invalid cursor",
                     *       "status": 400,
                     *       "detail": "This cursor does not belong to this list. Start without one.",
                     *       "request_id": "0199f3c1a2b47c3d8e5f60718293a4b5"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    create_task: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A name of the client's for this request. It is answered and logged; without one the server makes one.
                 * @example 0199f3c1a2b47c3d8e5f60718293a4b5
                 */
                "X-Request-ID"?: components["parameters"]["RequestId"];
                /**
                 * @description A value of the client's, unique to this task; a UUID is a good choice.
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The user, exactly as the token's subject says it. Opaque; percent-encode it.
                 * @example ada
                 */
                user_id: components["parameters"]["UserId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TaskCreate"];
            };
        };
        responses: {
            /** @description The task was created. */
            201: {
                headers: {
                    /**
                     * @description The path of the new task.
                     * @example /api/ada/tasks/1
                     */
                    Location: string;
                    /**
                     * @description The entity tag of this representation (RFC 9110, section 8.8.3), for `If-Match` and `If-None-Match`.
                     * @example "3"
                     */
                    ETag: string;
                    /**
                     * @description The name of this request, in the server's log too.
                     * @example 0199f3c1a2b47c3d8e5f60718293a4b5
                     */
                    "X-Request-ID": string;
                    /**
                     * @description How long the server took, in milliseconds, in all and in the database (W3C Server Timing).
                     * @example total;dur=3.2, db;dur=1.9
                     */
                    "Server-Timing": string;
                    /**
                     * @description The quotas that apply to this request (draft-ietf-httpapi-ratelimit-headers-11): `q` requests within any `w` seconds,
                     *     from the client's address, or of the user for reading or for writing. Absent where the server sets no quota.
                     * @example "address";q=3000;w=60, "writes";q=600;w=60
                     */
                    "RateLimit-Policy"?: string;
                    /**
                     * @description What is left of the tightest quota (draft-ietf-httpapi-ratelimit-headers-11): for the next `t` seconds no more than `r`
                     *     requests. Absent where the server sets no quota.
                     * @example "writes";r=599;t=60
                     */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Task"];
                };
            };
            400: components["responses"]["MalformedBody"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["KeyInUse"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_tags: {
        parameters: {
            query?: {
                /** @description Whether to count all tasks, those still to do, or those done. */
                status?: "all" | "pending" | "completed";
                /** @description The most tags to answer with. There is no next page. */
                limit?: number;
            };
            header?: {
                /**
                 * @description A name of the client's for this request. It is answered and logged; without one the server makes one.
                 * @example 0199f3c1a2b47c3d8e5f60718293a4b5
                 */
                "X-Request-ID"?: components["parameters"]["RequestId"];
                /**
                 * @description Answer 304 if what you have is still current (RFC 9110, section 13.1.2).
                 * @example "3"
                 */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                /**
                 * @description The user, exactly as the token's subject says it. Opaque; percent-encode it.
                 * @example ada
                 */
                user_id: components["parameters"]["UserId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The tags, possibly none. */
            200: {
                headers: {
                    /**
                     * @description The entity tag of this list (RFC 9110, section 8.8.3), for `If-None-Match`. It is no task's, so not for `If-Match`.
                     * @example W/"5a1c07e2b9d34f6812"
                     */
                    ETag: string;
                    /**
                     * @description The name of this request, in the server's log too.
                     * @example 0199f3c1a2b47c3d8e5f60718293a4b5
                     */
                    "X-Request-ID": string;
                    /**
                     * @description How long the server took, in milliseconds, in all and in the database (W3C Server Timing).
                     * @example total;dur=3.2, db;dur=1.9
                     */
                    "Server-Timing": string;
                    /**
                     * @description The quotas that apply to this request (draft-ietf-httpapi-ratelimit-headers-11): `q` requests within any `w` seconds,
                     *     from the client's address, or of the user for reading or for writing. Absent where the server sets no quota.
                     * @example "address";q=3000;w=60, "reads";q=1200;w=60
                     */
                    "RateLimit-Policy"?: string;
                    /**
                     * @description What is left of the tightest quota (draft-ietf-httpapi-ratelimit-headers-11): for the next `t` seconds no more than `r`
                     *     requests. Absent where the server sets no quota.
                     * @example "reads";r=1199;t=60
                     */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TagCount"][];
                };
            };
            304: components["responses"]["NotModified"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_task: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A name of the client's for this request. It is answered and logged; without one the server makes one.
                 * @example 0199f3c1a2b47c3d8e5f60718293a4b5
                 */
                "X-Request-ID"?: components["parameters"]["RequestId"];
                /**
                 * @description Answer 304 if what you have is still current (RFC 9110, section 13.1.2).
                 * @example "3"
                 */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                /**
                 * @description The user, exactly as the token's subject says it. Opaque; percent-encode it.
                 * @example ada
                 */
                user_id: components["parameters"]["UserId"];
                /**
                 * @description The number of the task.
                 * @example 1
                 */
                task_id: components["parameters"]["TaskId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The task. */
            200: {
                headers: {
                    /**
                     * @description The entity tag of this representation (RFC 9110, section 8.8.3), for `If-Match` and `If-None-Match`.
                     * @example "3"
                     */
                    ETag: string;
                    /**
                     * @description The name of this request, in the server's log too.
                     * @example 0199f3c1a2b47c3d8e5f60718293a4b5
                     */
                    "X-Request-ID": string;
                    /**
                     * @description How long the server took, in milliseconds, in all and in the database (W3C Server Timing).
                     * @example total;dur=3.2, db;dur=1.9
                     */
                    "Server-Timing": string;
                    /**
                     * @description The quotas that apply to this request (draft-ietf-httpapi-ratelimit-headers-11): `q` requests within any `w` seconds,
                     *     from the client's address, or of the user for reading or for writing. Absent where the server sets no quota.
                     * @example "address";q=3000;w=60, "reads";q=1200;w=60
                     */
                    "RateLimit-Policy"?: string;
                    /**
                     * @description What is left of the tightest quota (draft-ietf-httpapi-ratelimit-headers-11): for the next `t` seconds no more than `r`
                     *     requests. Absent where the server sets no quota.
                     * @example "reads";r=1199;t=60
                     */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Task"];
                };
            };
            304: components["responses"]["NotModified"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["TaskNotFound"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    update_task: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A name of the client's for this request. It is answered and logged; without one the server makes one.
                 * @example 0199f3c1a2b47c3d8e5f60718293a4b5
                 */
                "X-Request-ID"?: components["parameters"]["RequestId"];
                /**
                 * @description Write only if the task still has one of these entity tags (RFC 9110, section 13.1.1), or exists (`*`).
                 * @example "3"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /**
                 * @description The user, exactly as the token's subject says it. Opaque; percent-encode it.
                 * @example ada
                 */
                user_id: components["parameters"]["UserId"];
                /**
                 * @description The number of the task.
                 * @example 1
                 */
                task_id: components["parameters"]["TaskId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TaskUpdate"];
            };
        };
        responses: {
            /** @description The task as it is now. */
            200: {
                headers: {
                    /**
                     * @description The entity tag of this representation (RFC 9110, section 8.8.3), for `If-Match` and `If-None-Match`.
                     * @example "3"
                     */
                    ETag: string;
                    /**
                     * @description The name of this request, in the server's log too.
                     * @example 0199f3c1a2b47c3d8e5f60718293a4b5
                     */
                    "X-Request-ID": string;
                    /**
                     * @description How long the server took, in milliseconds, in all and in the database (W3C Server Timing).
                     * @example total;dur=3.2, db;dur=1.9
                     */
                    "Server-Timing": string;
                    /**
                     * @description The quotas that apply to this request (draft-ietf-httpapi-ratelimit-headers-11): `q` requests within any `w` seconds,
                     *     from the client's address, or of the user for reading or for writing. Absent where the server sets no quota.
                     * @example "address";q=3000;w=60, "writes";q=600;w=60
                     */
                    "RateLimit-Policy"?: string;
                    /**
                     * @description What is left of the tightest quota (draft-ietf-httpapi-ratelimit-headers-11): for the next `t` seconds no more than `r`
                     *     requests. Absent where the server sets no quota.
                     * @example "writes";r=599;t=60
                     */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Task"];
                };
            };
            400: components["responses"]["MalformedBody"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["TaskNotFound"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    delete_task: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A name of the client's for this request. It is answered and logged; without one the server makes one.
                 * @example 0199f3c1a2b47c3d8e5f60718293a4b5
                 */
                "X-Request-ID"?: components["parameters"]["RequestId"];
                /**
                 * @description Write only if the task still has one of these entity tags (RFC 9110, section 13.1.1), or exists (`*`).
                 * @example "3"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /**
                 * @description The user, exactly as the token's subject says it. Opaque; percent-encode it.
                 * @example ada
                 */
                user_id: components["parameters"]["UserId"];
                /**
                 * @description The number of the task.
                 * @example 1
                 */
                task_id: components["parameters"]["TaskId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The task is gone. */
            204: {
                headers: {
                    /**
                     * @description The name of this request, in the server's log too.
                     * @example 0199f3c1a2b47c3d8e5f60718293a4b5
                     */
                    "X-Request-ID": string;
                    /**
                     * @description How long the server took, in milliseconds, in all and in the database (W3C Server Timing).
                     * @example total;dur=3.2, db;dur=1.9
                     */
                    "Server-Timing": string;
                    /**
                     * @description The quotas that apply to this request (draft-ietf-httpapi-ratelimit-headers-11): `q` requests within any `w` seconds,
                     *     from the client's address, or of the user for reading or for writing. Absent where the server sets no quota.
                     * @example "address";q=3000;w=60, "reads";q=1200;w=60
                     */
                    "RateLimit-Policy"?: string;
                    /**
                     * @description What is left of the tightest quota (draft-ietf-httpapi-ratelimit-headers-11): for the next `t` seconds no more than `r`
                     *     requests. Absent where the server sets no quota.
                     * @example "reads";r=1199;t=60
                     */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["TaskNotFound"];
            412: components["responses"]["PreconditionFailed"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    patch_task: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A name of the client's for this request. It is answered and logged; without one the server makes one.
                 * @example 0199f3c1a2b47c3d8e5f60718293a4b5
                 */
                "X-Request-ID"?: components["parameters"]["RequestId"];
                /**
                 * @description Write only if the task still has one of these entity tags (RFC 9110, section 13.1.1), or exists (`*`).
                 * @example "3"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /**
                 * @description The user, exactly as the token's subject says it. Opaque; percent-encode it.
                 * @example ada
                 */
                user_id: components["parameters"]["UserId"];
                /**
                 * @description The number of the task.
                 * @example 1
                 */
                task_id: components["parameters"]["TaskId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TaskUpdate"];
            };
        };
        responses: {
            /** @description The task as it is now. */
            200: {
                headers: {
                    /**
                     * @description The entity tag of this representation (RFC 9110, section 8.8.3), for `If-Match` and `If-None-Match`.
                     * @example "3"
                     */
                    ETag: string;
                    /**
                     * @description The name of this request, in the server's log too.
                     * @example 0199f3c1a2b47c3d8e5f60718293a4b5
                     */
                    "X-Request-ID": string;
                    /**
                     * @description How long the server took, in milliseconds, in all and in the database (W3C Server Timing).
                     * @example total;dur=3.2, db;dur=1.9
                     */
                    "Server-Timing": string;
                    /**
                     * @description The quotas that apply to this request (draft-ietf-httpapi-ratelimit-headers-11): `q` requests within any `w` seconds,
                     *     from the client's address, or of the user for reading or for writing. Absent where the server sets no quota.
                     * @example "address";q=3000;w=60, "writes";q=600;w=60
                     */
                    "RateLimit-Policy"?: string;
                    /**
                     * @description What is left of the tightest quota (draft-ietf-httpapi-ratelimit-headers-11): for the next `t` seconds no more than `r`
                     *     requests. Absent where the server sets no quota.
                     * @example "writes";r=599;t=60
                     */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Task"];
                };
            };
            400: components["responses"]["MalformedBody"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["TaskNotFound"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    complete_task: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A name of the client's for this request. It is answered and logged; without one the server makes one.
                 * @example 0199f3c1a2b47c3d8e5f60718293a4b5
                 */
                "X-Request-ID"?: components["parameters"]["RequestId"];
                /**
                 * @description Write only if the task still has one of these entity tags (RFC 9110, section 13.1.1), or exists (`*`).
                 * @example "3"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /**
                 * @description The user, exactly as the token's subject says it. Opaque; percent-encode it.
                 * @example ada
                 */
                user_id: components["parameters"]["UserId"];
                /**
                 * @description The number of the task.
                 * @example 1
                 */
                task_id: components["parameters"]["TaskId"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["TaskCompletion"];
            };
        };
        responses: {
            /** @description The task as it is now. */
            200: {
                headers: {
                    /**
                     * @description The entity tag of this representation (RFC 9110, section 8.8.3), for `If-Match` and `If-None-Match`.
                     * @example "3"
                     */
                    ETag: string;
                    /**
                     * @description The name of this request, in the server's log too.
                     * @example 0199f3c1a2b47c3d8e5f60718293a4b5
                     */
                    "X-Request-ID": string;
                    /**
                     * @description How long the server took, in milliseconds, in all and in the database (W3C Server Timing).
                     * @example total;dur=3.2, db;dur=1.9
                     */
                    "Server-Timing": string;
                    /**
                     * @description The quotas that apply to this request (draft-ietf-httpapi-ratelimit-headers-11): `q` requests within any `w` seconds,
                     *     from the client's address, or of the user for reading or for writing. Absent where the server sets no quota.
                     * @example "address";q=3000;w=60, "writes";q=600;w=60
                     */
                    "RateLimit-Policy"?: string;
                    /**
                     * @description What is left of the tightest quota (draft-ietf-httpapi-ratelimit-headers-11): for the next `t` seconds no more than `r`
                     *     requests. Absent where the server sets no quota.
                     * @example "writes";r=599;t=60
                     */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Task"];
                };
            };
            400: components["responses"]["MalformedBody"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["TaskNotFound"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_liveness: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A name of the client's for this request. It is answered and logged; without one the server makes one.
                 * @example 0199f3c1a2b47c3d8e5f60718293a4b5
                 */
                "X-Request-ID"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is. */
            200: {
                headers: {
                    /**
                     * @description The name of this request, in the server's log too.
                     * @example 0199f3c1a2b47c3d8e5f60718293a4b5
                     */
                    "X-Request-ID": string;
                    /**
                     * @description How long the server took, in milliseconds, in all and in the database (W3C Server Timing).
                     * @example total;dur=3.2, db;dur=1.9
                     */
                    "Server-Timing": string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "ok"
                     *     }
                     */
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description A parameter is not what this document asks for. */
            422: {
                headers: {
                    /**
                     * @description The name of this request, in the server's log too.
                     * @example 0199f3c1a2b47c3d8e5f60718293a4b5
                     */
                    "X-Request-ID": string;
                    /**
                     * @description How long the server took, in milliseconds, in all and in the database (W3C Server Timing).
                     * @example total;dur=3.2, db;dur=1.9
                     */
                    "Server-Timing": string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tasks-api:problem:invalid-request",
                     *       "title": "Invalid request",
                     *       "status": 422,
                     *       "detail": "title must have at least 1 character.",
                     *       "request_id": "0199f3c1a2b47c3d8e5f60718293a4b5",
                     *       "errors": [
                     *         {
                     *           "pointer": "#/title",
                     *           "parameter": null,
                     *           "detail": "title must have at least 1 character."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["InvalidRequestProblem"];
                };
            };
            /** @description The server made a mistake. No request should get this; report it with its `request_id`. */
            500: {
                headers: {
                    /**
                     * @description The name of this request, in the server's log too.
                     * @example 0199f3c1a2b47c3d8e5f60718293a4b5
                     */
                    "X-Request-ID": string;
                    /**
                     * @description How long the server took, in milliseconds, in all and in the database (W3C Server Timing).
                     * @example total;dur=3.2, db;dur=1.9
                     */
                    "Server-Timing": string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tasks-api:problem:internal-error",
                     *       "title": "Internal error",
                     *       "status": 500,
                     *       "detail": "The server made a mistake. It has been logged.",
                     *       "request_id": "0199f3c1a2b47c3d8e5f60718293a4b5"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_readiness: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A name of the client's for this request. It is answered and logged; without one the server makes one.
                 * @example 0199f3c1a2b47c3d8e5f60718293a4b5
                 */
                "X-Request-ID"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It can. */
            200: {
                headers: {
                    /**
                     * @description The name of this request, in the server's log too.
                     * @example 0199f3c1a2b47c3d8e5f60718293a4b5
                     */
                    "X-Request-ID": string;
                    /**
                     * @description How long the server took, in milliseconds, in all and in the database (W3C Server Timing).
                     * @example total;dur=3.2, db;dur=1.9
                     */
                    "Server-Timing": string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "ok"
                     *     }
                     */
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description A parameter is not what this document asks for. */
            422: {
                headers: {
                    /**
                     * @description The name of this request, in the server's log too.
                     * @example 0199f3c1a2b47c3d8e5f60718293a4b5
                     */
                    "X-Request-ID": string;
                    /**
                     * @description How long the server took, in milliseconds, in all and in the database (W3C Server Timing).
                     * @example total;dur=3.2, db;dur=1.9
                     */
                    "Server-Timing": string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tasks-api:problem:invalid-request",
                     *       "title": "Invalid request",
                     *       "status": 422,
                     *       "detail": "title must have at least 1 character.",
                     *       "request_id": "0199f3c1a2b47c3d8e5f60718293a4b5",
                     *       "errors": [
                     *         {
                     *           "pointer": "#/title",
                     *           "parameter": null,
                     *           "detail": "title must have at least 1 character."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["InvalidRequestProblem"];
                };
            };
            /** @description The server made a mistake. No request should get this; report it with its `request_id`. */
            500: {
                headers: {
                    /**
                     * @description The name of this request, in the server's log too.
                     * @example 0199f3c1a2b47c3d8e5f60718293a4b5
                     */
                    "X-Request-ID": string;
                    /**
                     * @description How long the server took, in milliseconds, in all and in the database (W3C Server Timing).
                     * @example total;dur=3.2, db;dur=1.9
                     */
                    "Server-Timing": string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:tasks-api:problem:internal-error",
                     *       "title": "Internal error",
                     *       "status": 500,
                     *       "detail": "The server made a mistake. It has been logged.",
                     *       "request_id": "0199f3c1a2b47c3d8e5f60718293a4b5"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database can't be reached, or this server is going down. */
            503: {
                headers: {
                    /**
                     * @description In how many seconds to try again.
                     * @example 5
                     */
                    "Retry-After": number;
                    /**
                     * @description The name of this request, in the server's log too.
                     * @example 0199f3c1a2b47c3d8e5f60718293a4b5
                     */
                    "X-Request-ID": string;
                    /**
                     * @description How long the server took, in milliseconds, in all and in the database (W3C Server Timing).
                     * @example total;dur=3.2, db;dur=1.9
                     */
                    "Server-Timing": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
