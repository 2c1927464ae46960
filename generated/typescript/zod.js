// DO NOT EDIT. Generated from the contract by ./codegen.sh; change the contract and run it again.

import * as z from "zod";
import * as c from "./checks.js";
import * as f from "./formats.js";

export const UserId = /* @__PURE__ */ (() => z.string().check(c.length(1, 128)).regex(new RegExp("^[^/\\u0000-\\u001f\\u007f]+$", "u"), "must not hold a slash or a control character"))();
export const TaskId = /* @__PURE__ */ (() => z.number().int().gte(1).lte(2147483647))();
export const Title = /* @__PURE__ */ (() => z.string().check(c.length(1, 200)).regex(new RegExp("^[^\\u0000]*[^\\s\\u0000][^\\u0000]*$", "u"), "must not be blank, nor hold the character U+0000"))();
export const Description = /* @__PURE__ */ (() => z.string().check(c.length(0, 5000)).regex(new RegExp("^[^\\u0000]*$", "u"), "must not hold the character U+0000").nullable())();
export const Priority = /* @__PURE__ */ (() => z.enum(["low","medium","high"]))();
export const Tag = /* @__PURE__ */ (() => z.string().check(c.length(1, 50)).regex(new RegExp("^[^\\u0000]*[^\\s\\u0000][^\\u0000]*$", "u"), "must not be blank, nor hold the character U+0000"))();
export const Tags = /* @__PURE__ */ (() => z.array(Tag).max(20).check(c.unique))();
export const TagCount = /* @__PURE__ */ (() => z.strictObject({
    tag: Tag,
    count: z.number().int().gte(1).lte(2147483647),
}))();
export const DueDate = /* @__PURE__ */ (() => z.string().regex(new RegExp("^(?!(1000-01-01|2999-12-31)T[^Z]*$)([12][0-9]{3}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))|([12][0-9](0[48]|[2468][048]|[13579][26])|(12|16|20|24|28)00)-02-29)(T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,9})?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9]))?$", "u"), "must be a day or a moment in the years 1000 to 2999, such as 2026-03-01 or 2026-03-01T09:30:00Z"))();
export const NullableDueDate = /* @__PURE__ */ (() => z.string().regex(new RegExp("^(?!(1000-01-01|2999-12-31)T[^Z]*$)([12][0-9]{3}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))|([12][0-9](0[48]|[2468][048]|[13579][26])|(12|16|20|24|28)00)-02-29)(T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,9})?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9]))?$", "u"), "must be a day or a moment in the years 1000 to 2999, such as 2026-03-01 or 2026-03-01T09:30:00Z").nullable())();
export const EntityTags = /* @__PURE__ */ (() => z.string().check(c.length(1, 1024)).regex(new RegExp("^(\\*|(W/)?\"[!#-~]*\"( ?, ?(W/)?\"[!#-~]*\")*)$", "u"), "must be entity tags in double quotes, such as \"3\", or *"))();
export const Task = /* @__PURE__ */ (() => z.strictObject({
    id: TaskId,
    user_id: UserId,
    title: Title,
    description: Description,
    completed: z.boolean(),
    completed_at: z.string().check(c.format("date-time", f.isDateTime)).nullable(),
    priority: Priority,
    tags: Tags,
    due_date: NullableDueDate,
    created_at: z.string().check(c.format("date-time", f.isDateTime)),
    updated_at: z.string().check(c.format("date-time", f.isDateTime)),
    version: z.number().int().gte(1).lte(2147483647),
}))();
export const TaskCreate = /* @__PURE__ */ (() => z.strictObject({
    title: Title,
    description: Description.exactOptional(),
    completed: z.boolean().exactOptional(),
    priority: Priority.exactOptional(),
    tags: Tags.exactOptional(),
    due_date: NullableDueDate.exactOptional(),
    id: z.unknown().exactOptional(),
    user_id: z.unknown().exactOptional(),
    completed_at: z.unknown().exactOptional(),
    created_at: z.unknown().exactOptional(),
    updated_at: z.unknown().exactOptional(),
    version: z.unknown().exactOptional(),
}).check(c.without("id", "user_id", "completed_at", "created_at", "updated_at", "version")))();
export const TaskUpdate = /* @__PURE__ */ (() => z.strictObject({
    title: Title.exactOptional(),
    description: Description.exactOptional(),
    completed: z.boolean().exactOptional(),
    priority: Priority.exactOptional(),
    tags: Tags.exactOptional(),
    due_date: NullableDueDate.exactOptional(),
    id: z.unknown().exactOptional(),
    user_id: z.unknown().exactOptional(),
    completed_at: z.unknown().exactOptional(),
    created_at: z.unknown().exactOptional(),
    updated_at: z.unknown().exactOptional(),
    version: z.unknown().exactOptional(),
}).check(c.size(1, Infinity), c.without("id", "user_id", "completed_at", "created_at", "updated_at", "version")))();
export const TaskCompletion = /* @__PURE__ */ (() => z.strictObject({
    completed: z.boolean().exactOptional(),
}))();
export const Health = /* @__PURE__ */ (() => z.strictObject({
    status: z.literal("ok"),
}))();
export const Problem = /* @__PURE__ */ (() => z.strictObject({
    type: z.string().check(c.format("uri-reference", f.isUriReference)),
    title: z.string(),
    status: z.number().int().gte(400).lte(599),
    detail: z.string().min(1),
    request_id: z.string(),
}))();
export const Violation = /* @__PURE__ */ (() => z.strictObject({
    pointer: z.string().nullable(),
    parameter: z.string().nullable(),
    detail: z.string().min(1),
}))();
export const InvalidRequestProblem = /* @__PURE__ */ (() => z.strictObject({
    type: z.string().check(c.format("uri-reference", f.isUriReference)),
    title: z.string(),
    status: z.number().int().gte(400).lte(599),
    detail: z.string().min(1),
    request_id: z.string(),
    errors: z.array(Violation).min(1).max(100),
}))();
