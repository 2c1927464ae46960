/** What is in the cache of TanStack Query, with an item changed. */

import type { QueryClient, QueryKey } from "@tanstack/query-core";
import { ALL } from "./asked.js";
import { OPERATIONS } from "./operations.js";

/** What is in the cache, by its keys. */
export type Cached = [QueryKey, unknown][];
type Same = (one: object) => boolean;

/** Everything that has items of a kind, as one, in a list or in pages. */
export function everything(queryClient: QueryClient, kind: string | undefined): Cached {
  const kinds: Readonly<Record<string, { readonly kind?: string } | undefined>> = OPERATIONS;
  return queryClient.getQueriesData({ queryKey: ALL }).filter(([key]) => kinds[String(key[1])]?.kind === kind);
}

/** Put another item in the place of the same one of its kind, in every read, list and page; or take it out. */
export function show(queryClient: QueryClient, kind: string | undefined, same: Same, now: object | undefined): void {
  for (const [key, data] of everything(queryClient, kind)) queryClient.setQueryData(key, replaced(data, same, now));
}

/** Put an item before all others of a list, or of the first of its pages. */
export function before(data: unknown, item: object): unknown {
  if (Array.isArray(data)) return [item, ...(data as unknown[])];
  if (!isObject(data)) return data;
  if ("pages" in data && Array.isArray(data.pages)) {
    const [first, ...others] = data.pages as unknown[];
    return { ...data, pages: [before(first, item), ...others] };
  }
  return "items" in data ? { ...data, items: before(data.items, item) } : data;
}

/** How many writes have ended and wait for what is read anew, which to TanStack Query are under way. */
const READING = new WeakMap<QueryClient, number>();

/** Read all anew, once the last write of several has ended. What an earlier one is reading then is given up: it may lack this one. */
export async function settled(queryClient: QueryClient): Promise<void> {
  const reading = READING.get(queryClient) ?? 0;
  if (queryClient.isMutating({ mutationKey: ALL }) > reading + 1) return;
  READING.set(queryClient, reading + 1);
  await queryClient.invalidateQueries({ queryKey: ALL });
  READING.set(queryClient, (READING.get(queryClient) ?? 1) - 1);
}

export function memberOf(item: object, name: string): unknown {
  return (item as Readonly<Record<string, unknown>>)[name];
}

/** Cached data with another item in the place of the same one, or without it. */
export function replaced(data: unknown, same: Same, now: object | undefined): unknown {
  if (Array.isArray(data)) return data.flatMap((one: unknown) => (isObject(one) && same(one) ? (now ?? []) : [one]));
  if (!isObject(data)) return data;
  if (same(data)) return now ?? data;
  if ("pages" in data && Array.isArray(data.pages)) return { ...data, pages: data.pages.map((page: unknown) => replaced(page, same, now)) };
  return "items" in data && Array.isArray(data.items) ? { ...data, items: replaced(data.items, same, now) } : data;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
