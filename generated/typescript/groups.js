// DO NOT EDIT. Generated from the contract by ./codegen.sh; change the contract and run it again.

/** The operations in camelCase, by tag, beside the names of the contract. */
import { GROUPS, OWNERS } from "./operations.js";
/** A group of functions for each tag, and a function for each owner, which gives the groups with the owner's name bound. */
export function grouped(call) {
    const owners = Object.entries(OWNERS).map(([name, parameter]) => [name, (value) => groups(call, { [parameter]: value })]);
    return { ...groups(call, {}), ...Object.fromEntries(owners) };
}
function groups(call, bound) {
    const flat = (id) => {
        return ({ path, query = {}, header = {}, ...rest } = {}) => call(id, { ...rest, params: { path: { ...bound, ...path }, query, header } });
    };
    const group = (names) => Object.fromEntries(Object.entries(names).map(([name, id]) => [name, flat(id)]));
    return Object.fromEntries(Object.entries(GROUPS).map(([name, names]) => [name, group(names)]));
}
