/** openapi-generator's typescript-fetch. Its models have names in camelCase, dates as Date and unique items as Set. */
import { type ApiResponse, Configuration, ResponseError, TasksApi, type Task as Model } from "./generated/typescript-fetch";
import { type Answer, type Draft, serve, type Task, TOKEN, URL_OF_API, USER } from "./program";

const api = new TasksApi(new Configuration({ basePath: URL_OF_API, accessToken: TOKEN }));
const userId = USER;

function taskOf(model: Model): Task {
  return {
    id: model.id,
    user_id: model.userId,
    title: model.title,
    description: model.description,
    completed: model.completed,
    completed_at: model.completedAt?.toISOString() ?? null,
    priority: model.priority,
    tags: [...model.tags],
    due_date: model.dueDate,
    created_at: model.createdAt.toISOString(),
    updated_at: model.updatedAt.toISOString(),
    version: model.version,
  };
}

function modelOf<T extends Partial<Draft>>({ due_date, tags, ...same }: T) {
  return { ...same, ...(due_date !== undefined && { dueDate: due_date }), ...(tags && { tags: new Set(tags) }) };
}

async function shown(call: Promise<ApiResponse<Model | Model[] | void>>): Promise<Answer> {
  try {
    const answer = await call;
    const { status, headers } = answer.raw;
    const value = await answer.value();
    const body = Array.isArray(value) ? value.map(taskOf) : value ? taskOf(value) : undefined;
    return { status, etag: headers.get("ETag"), body };
  } catch (error) {
    if (!(error instanceof ResponseError)) throw error;
    return { status: error.response.status, body: await error.response.json() };
  }
}

await serve({
  create: (body) => shown(api.createTaskRaw({ userId, taskCreate: modelOf(body) })),
  list: ({ due_after, due_before, ...same }) => {
    return shown(api.listTasksRaw({ userId, dueAfter: due_after, dueBefore: due_before, ...same }));
  },
  edit: (taskId, ifMatch, body) => shown(api.patchTaskRaw({ userId, taskId, ifMatch, taskUpdate: modelOf(body) })),
  complete: (taskId) => shown(api.completeTaskRaw({ userId, taskId })),
  remove: (taskId) => shown(api.deleteTaskRaw({ userId, taskId })),
});
