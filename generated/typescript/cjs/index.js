// DO NOT EDIT. Generated from the contract by ./codegen.sh; change the contract and run it again.

"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.retry = exports.paginate = exports.retryAfter = exports.ifNoneMatch = exports.ifMatch = exports.idempotencyKey = exports.etag = exports.unwrap = exports.UnexpectedResponse = exports.ProblemError = exports.OutcomeUnknown = exports.NoAnswer = exports.createTasksClient = void 0;
var client_js_1 = require("./client.js");
Object.defineProperty(exports, "createTasksClient", { enumerable: true, get: function () { return client_js_1.createClient; } });
var errors_js_1 = require("./errors.js");
Object.defineProperty(exports, "NoAnswer", { enumerable: true, get: function () { return errors_js_1.NoAnswer; } });
Object.defineProperty(exports, "OutcomeUnknown", { enumerable: true, get: function () { return errors_js_1.OutcomeUnknown; } });
Object.defineProperty(exports, "ProblemError", { enumerable: true, get: function () { return errors_js_1.ProblemError; } });
Object.defineProperty(exports, "UnexpectedResponse", { enumerable: true, get: function () { return errors_js_1.UnexpectedResponse; } });
Object.defineProperty(exports, "unwrap", { enumerable: true, get: function () { return errors_js_1.unwrap; } });
var headers_js_1 = require("./headers.js");
Object.defineProperty(exports, "etag", { enumerable: true, get: function () { return headers_js_1.etag; } });
Object.defineProperty(exports, "idempotencyKey", { enumerable: true, get: function () { return headers_js_1.idempotencyKey; } });
Object.defineProperty(exports, "ifMatch", { enumerable: true, get: function () { return headers_js_1.ifMatch; } });
Object.defineProperty(exports, "ifNoneMatch", { enumerable: true, get: function () { return headers_js_1.ifNoneMatch; } });
Object.defineProperty(exports, "retryAfter", { enumerable: true, get: function () { return headers_js_1.retryAfter; } });
var pages_js_1 = require("./pages.js");
Object.defineProperty(exports, "paginate", { enumerable: true, get: function () { return pages_js_1.paginate; } });
var retry_js_1 = require("./retry.js");
Object.defineProperty(exports, "retry", { enumerable: true, get: function () { return retry_js_1.retry; } });
