/** What the types of the client refuse, and what they know without a cast. Nothing of it is run. */

import {
  createTasksClient,
  etag,
  ifMatch,
  ifNoneMatch,
  paginate,
  ProblemError,
  retryAfter,
  unwrap,
  type Answer,
  type ConditionalAnswer,
  type InvalidRequestProblem,
  type ListTasksQuery,
  type Problem,
  type Task,
  type TaskCreate,
  type TaskPage,
  type TaskUpdate,
  type Violation,
} from "tasks-api-client";

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
/** Compiles if both are the same type. */
function same<A, B>(_: Same<A, B>): void {}

const tasks = createTasksClient();
const path = { user_id: "ada", task_id: 1 };
const read = await tasks.get_task({ params: { path } });
const list = await tasks.list_tasks({ params: { path } });
const created = await tasks.create_task({ params: { path }, body: { title: "Buy milk" } });
const gone = await tasks.delete_task({ params: { path } });

// A status tells the body.
same<(typeof read)["status"], 200 | 401 | 403 | 404 | 422 | 429 | 500 | 503>(true);
if (read.status === 200) same<typeof read.data, Task>(true);
same<Answer<"get_task">, typeof read>(true);
const cached: { header?: { "If-None-Match"?: string } } = {};
const conditional = await tasks.get_task({ params: { path, header: ifNoneMatch({ headers: { get: () => '"1"' } }) } });
const perhaps = await tasks.get_task({ params: { path, ...cached } });
same<typeof perhaps, ConditionalAnswer<"get_task">>(true);
if (conditional.status === 304) same<typeof conditional.error, undefined>(true);
same<(typeof conditional)["status"], 304 | (typeof read)["status"]>(true);
if (read.status === 404) same<typeof read.error, Problem>(true);
if (read.status === 422) same<typeof read.error, InvalidRequestProblem>(true);
if (read.status === 422) same<(typeof read.error)["errors"], Violation[]>(true);
if (read.ok) same<typeof read.data, Task>(true);
if (!read.ok) same<typeof read.data, undefined>(true);
if (list.ok) same<typeof list.data, Task[]>(true);
if (gone.ok) same<typeof gone.data, undefined>(true);
same<Awaited<ReturnType<typeof unwrap<Answer<"get_task">>>>, Task>(true);
same<Answer<"get_task" | "delete_task">, Answer<"get_task"> | Answer<"delete_task">>(true);
const { data, error } = created;
if (error === undefined) same<typeof data, Task>(true);

// A status tells the headers.
if (created.status === 201) same<ReturnType<typeof created.headers.get<"Location">>, string>(true);
if (created.status === 201) same<ReturnType<typeof created.headers.get<"RateLimit">>, string | null>(true);
same<ReturnType<typeof created.headers.get<"Location">>, string | null>(true);
if (created.status === 409) same<ReturnType<typeof created.headers.get<"Location">>, null>(true);
same<string | null, ReturnType<typeof read.headers.get<"ETag">>>(true);
if (created.status === 429) same<ReturnType<typeof retryAfter>, number>(true);
for await (const task of paginate(tasks.list_tasks({ params: { path } }))) same<typeof task, Task>(true);
same<TaskPage["nextCursor"], string | undefined>(true);
same<TaskPage["data"], Task[]>(true);
same<TaskUpdate["version"], number | undefined>(true);
same<TaskCreate["completed_at"], string | null | undefined>(true);
same<NonNullable<ListTasksQuery["due_after"]>, string | Date>(true);
if (list.ok && list.data[0]) ifMatch(list.data[0]);
if (read.ok) ifMatch(read);
if (read.ok) ifMatch(read.data);
const ada = tasks.forUser("ada").tasks;
const got = await ada.get({ path: { task_id: 1 } });
same<typeof got, Answer<"get_task">>(true);
const again = await ada.get({ path: { task_id: 1 }, header: { "If-None-Match": '"1"' } });
same<typeof again, ConditionalAnswer<"get_task">>(true);
await ada.list();
await ada.list({ query: { due_after: new Date(0) }, signal: AbortSignal.timeout(1000) });
await tasks.tasks.list({ path: { user_id: "ada" } });
await tasks.health.getLiveness();
try {
  await unwrap(read);
} catch (caught) {
  if (caught instanceof ProblemError && caught.answer.status === 422) {
    same<typeof caught.answer.error, InvalidRequestProblem>(true);
  }
}

// @ts-expect-error before the status is known there is no task
read.data.title;
// @ts-expect-error no such status is declared
if (read.status === 418) throw read;
// @ts-expect-error a read has no precondition
if (read.status === 412) throw read;
// @ts-expect-error only 422 lists what is wrong
if (read.status === 404) read.error.errors;
// @ts-expect-error a failure may have no ETag
etag(read);
// @ts-expect-error a deletion has no ETag
if (gone.ok) ifMatch(gone);
// @ts-expect-error the entity tag of a list is not that of a task
if (list.ok) ifMatch(list);
// @ts-expect-error nor is a list something that has a version
if (list.ok) ifMatch(list.data);
// @ts-expect-error a tag has no version
ifMatch({ tag: "home", count: 1 });
// @ts-expect-error a task that is to be made has none either
ifMatch({ title: "Buy milk" });
// @ts-expect-error tags have no pages, so no cursor
(await tasks.list_tags({ params: { path } })).nextCursor;
// @ts-expect-error whose tasks they are is bound, not given
await ada.list({ path: { user_id: "bob" } });
// @ts-expect-error the number of the task is not bound
await ada.get();
// @ts-expect-error the user is needed
await tasks.tasks.list();
// @ts-expect-error no such filter
await ada.list({ query: { state: "pending" } });
// @ts-expect-error only some answers say when to try again
if (read.status === 404) retryAfter(read);
// @ts-expect-error no such header is declared
read.headers.get("X-Powered-By");
// @ts-expect-error this answer never has it
if (read.ok) read.headers.get("Location").length;
// @ts-expect-error whether nothing has changed was not asked
if (read.status === 304) throw read;
// @ts-expect-error 304 has no body, so look at the status first
await unwrap(conditional);
// @ts-expect-error a task has no pages
paginate(tasks.get_task({ params: { path } }));
// @ts-expect-error a task has no next page
if (read.ok) read.next;
// @ts-expect-error the path is needed
tasks.get_task({});
// @ts-expect-error the number of the task is needed
tasks.get_task({ params: { path: { user_id: "ada" } } });
// @ts-expect-error the body is needed
tasks.create_task({ params: { path } });
// @ts-expect-error a title is needed
tasks.create_task({ params: { path }, body: {} });
// @ts-expect-error no such field
tasks.create_task({ params: { path }, body: { title: "Buy milk", colour: "red" } });
// @ts-expect-error no such priority
tasks.create_task({ params: { path }, body: { title: "Buy milk", priority: "urgent" } });
// @ts-expect-error no such filter
tasks.list_tasks({ params: { path, query: { state: "pending" } } });
// @ts-expect-error no such order
tasks.list_tasks({ params: { path, query: { sort: "colour" } } });
// @ts-expect-error a read takes no body
tasks.get_task({ params: { path }, body: {} });
// @ts-expect-error a field is left out, or has a value, or null if it may
export const absent: TaskUpdate = { title: undefined };
// @ts-expect-error a title is never null
export const untitled: TaskCreate = { title: null };
// @ts-expect-error no such operation
tasks.get_tasks();
