// DO NOT EDIT. Generated from the contract by ./codegen.sh; change the contract and run it again.

"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.ALL = exports.TRIED = void 0;
exports.asked = asked;
/** How the operations are called by what TanStack Query is given. */
const errors_js_1 = require("./errors.js");
const operations_js_1 = require("./operations.js");
const retry_js_1 = require("./retry.js");
/** Tried again as `retry` does: as often, and only what may help. */
exports.TRIED = {
    retry: (failures, error) => failures < retry_js_1.ATTEMPTS - 1 && (0, retry_js_1.mayRepeat)(error instanceof errors_js_1.ProblemError ? error.answer : error),
    retryDelay: (failures, error) => (0, retry_js_1.delayAfter)(error instanceof errors_js_1.ProblemError ? error.answer : error, failures + 1),
};
/** The beginning of the keys of everything. */
exports.ALL = [operations_js_1.NAME];
function asked(client, id, init) {
    const { path, query, header, ...rest } = init;
    const call = client[id];
    return call({ ...rest, params: { ...(path ? { path } : {}), ...(query ? { query } : {}), ...(header ? { header } : {}) } });
}
