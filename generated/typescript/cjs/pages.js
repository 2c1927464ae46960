// DO NOT EDIT. Generated from the contract by ./codegen.sh; change the contract and run it again.

"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.paginate = paginate;
/** Lists of any length. */
const errors_js_1 = require("./errors.js");
/**
 * Every item of a list, page after page, each fetched when it is needed. Throws a {@link ProblemError} when a page can't
 * be had. `options.signal` cancels the pages after the first, which has its own.
 *
 * @example
 * ```ts
 * for await (const task of paginate(tasks.list_tasks({ params: { path: { user_id: "ada" } } }))) console.log(task.title);
 * ```
 */
async function* paginate(first, options = {}) {
    for (let page = await first;;) {
        yield* (await (0, errors_js_1.unwrap)(page));
        const next = "next" in page ? page.next : undefined;
        if (next === undefined)
            return;
        page = await next(options);
    }
}
