// DO NOT EDIT. Generated from the contract by ./codegen.sh; change the contract and run it again.

"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.grouped = grouped;
/** The operations in camelCase, by tag, beside the names of the contract. */
const operations_js_1 = require("./operations.js");
/** A group of functions for each tag, and a function for each owner, which gives the groups with the owner's name bound. */
function grouped(call) {
    const owners = Object.entries(operations_js_1.OWNERS).map(([name, parameter]) => [name, (value) => groups(call, { [parameter]: value })]);
    return { ...groups(call, {}), ...Object.fromEntries(owners) };
}
function groups(call, bound) {
    const flat = (id) => {
        return ({ path, query = {}, header = {}, ...rest } = {}) => call(id, { ...rest, params: { path: { ...bound, ...path }, query, header } });
    };
    const group = (names) => Object.fromEntries(Object.entries(names).map(([name, id]) => [name, flat(id)]));
    return Object.fromEntries(Object.entries(operations_js_1.GROUPS).map(([name, names]) => [name, group(names)]));
}
