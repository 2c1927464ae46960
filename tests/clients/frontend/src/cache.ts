/** What is known of the API's answers, and how it is asked for: at once, and again only when the person says so. */

import { QueryClient } from "@tanstack/query-core";

export const cache = new QueryClient({ defaultOptions: { queries: { networkMode: "always" }, mutations: { networkMode: "always" } } });

/** A person is told what went wrong, and tries again: in place of what the client's options would do. */
export const ONCE = { retry: false } as const;
