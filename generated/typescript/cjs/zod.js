// DO NOT EDIT. Generated from the contract by ./codegen.sh; change the contract and run it again.

"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.InvalidRequestProblem = exports.Violation = exports.Problem = exports.Health = exports.TaskCompletion = exports.TaskUpdate = exports.TaskCreate = exports.Task = exports.EntityTags = exports.NullableDueDate = exports.DueDate = exports.TagCount = exports.Tags = exports.Tag = exports.Priority = exports.Description = exports.Title = exports.TaskId = exports.UserId = void 0;
const z = require("zod");
const c = require("./checks.js");
const f = require("./formats.js");
exports.UserId = (() => z.string().check(c.length(1, 128)).regex(new RegExp("^[^/\\u0000-\\u001f\\u007f]+$", "u"), "must not hold a slash or a control character"))();
exports.TaskId = (() => z.number().int().gte(1).lte(2147483647))();
exports.Title = (() => z.string().check(c.length(1, 200)).regex(new RegExp("^[^\\u0000]*[^\\s\\u0000][^\\u0000]*$", "u"), "must not be blank, nor hold the character U+0000"))();
exports.Description = (() => z.string().check(c.length(0, 5000)).regex(new RegExp("^[^\\u0000]*$", "u"), "must not hold the character U+0000").nullable())();
exports.Priority = (() => z.enum(["low", "medium", "high"]))();
exports.Tag = (() => z.string().check(c.length(1, 50)).regex(new RegExp("^[^\\u0000]*[^\\s\\u0000][^\\u0000]*$", "u"), "must not be blank, nor hold the character U+0000"))();
exports.Tags = (() => z.array(exports.Tag).max(20).check(c.unique))();
exports.TagCount = (() => z.strictObject({
    tag: exports.Tag,
    count: z.number().int().gte(1).lte(2147483647),
}))();
exports.DueDate = (() => z.string().regex(new RegExp("^(?!(1000-01-01|2999-12-31)T[^Z]*$)([12][0-9]{3}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))|([12][0-9](0[48]|[2468][048]|[13579][26])|(12|16|20|24|28)00)-02-29)(T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,9})?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9]))?$", "u"), "must be a day or a moment in the years 1000 to 2999, such as 2026-03-01 or 2026-03-01T09:30:00Z"))();
exports.NullableDueDate = (() => z.string().regex(new RegExp("^(?!(1000-01-01|2999-12-31)T[^Z]*$)([12][0-9]{3}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))|([12][0-9](0[48]|[2468][048]|[13579][26])|(12|16|20|24|28)00)-02-29)(T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,9})?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9]))?$", "u"), "must be a day or a moment in the years 1000 to 2999, such as 2026-03-01 or 2026-03-01T09:30:00Z").nullable())();
exports.EntityTags = (() => z.string().check(c.length(1, 1024)).regex(new RegExp("^(\\*|(W/)?\"[!#-~]*\"( ?, ?(W/)?\"[!#-~]*\")*)$", "u"), "must be entity tags in double quotes, such as \"3\", or *"))();
exports.Task = (() => z.strictObject({
    id: exports.TaskId,
    user_id: exports.UserId,
    title: exports.Title,
    description: exports.Description,
    completed: z.boolean(),
    completed_at: z.string().check(c.format("date-time", f.isDateTime)).nullable(),
    priority: exports.Priority,
    tags: exports.Tags,
    due_date: exports.NullableDueDate,
    created_at: z.string().check(c.format("date-time", f.isDateTime)),
    updated_at: z.string().check(c.format("date-time", f.isDateTime)),
    version: z.number().int().gte(1).lte(2147483647),
}))();
exports.TaskCreate = (() => z.strictObject({
    title: exports.Title,
    description: exports.Description.exactOptional(),
    completed: z.boolean().exactOptional(),
    priority: exports.Priority.exactOptional(),
    tags: exports.Tags.exactOptional(),
    due_date: exports.NullableDueDate.exactOptional(),
    id: z.unknown().exactOptional(),
    user_id: z.unknown().exactOptional(),
    completed_at: z.unknown().exactOptional(),
    created_at: z.unknown().exactOptional(),
    updated_at: z.unknown().exactOptional(),
    version: z.unknown().exactOptional(),
}).check(c.without("id", "user_id", "completed_at", "created_at", "updated_at", "version")))();
exports.TaskUpdate = (() => z.strictObject({
    title: exports.Title.exactOptional(),
    description: exports.Description.exactOptional(),
    completed: z.boolean().exactOptional(),
    priority: exports.Priority.exactOptional(),
    tags: exports.Tags.exactOptional(),
    due_date: exports.NullableDueDate.exactOptional(),
    id: z.unknown().exactOptional(),
    user_id: z.unknown().exactOptional(),
    completed_at: z.unknown().exactOptional(),
    created_at: z.unknown().exactOptional(),
    updated_at: z.unknown().exactOptional(),
    version: z.unknown().exactOptional(),
}).check(c.size(1, Infinity), c.without("id", "user_id", "completed_at", "created_at", "updated_at", "version")))();
exports.TaskCompletion = (() => z.strictObject({
    completed: z.boolean().exactOptional(),
}))();
exports.Health = (() => z.strictObject({
    status: z.literal("ok"),
}))();
exports.Problem = (() => z.strictObject({
    type: z.string().check(c.format("uri-reference", f.isUriReference)),
    title: z.string(),
    status: z.number().int().gte(400).lte(599),
    detail: z.string().min(1),
    request_id: z.string(),
}))();
exports.Violation = (() => z.strictObject({
    pointer: z.string().nullable(),
    parameter: z.string().nullable(),
    detail: z.string().min(1),
}))();
exports.InvalidRequestProblem = (() => z.strictObject({
    type: z.string().check(c.format("uri-reference", f.isUriReference)),
    title: z.string(),
    status: z.number().int().gte(400).lte(599),
    detail: z.string().min(1),
    request_id: z.string(),
    errors: z.array(exports.Violation).min(1).max(100),
}))();
