/** The zod validators of the contract's models, and their types. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { type Task as Answered, type TaskCreate as Sent, type TaskUpdate as Changed, unwrap } from "tasks-api-client";
import { Task, TaskCreate, TaskUpdate } from "tasks-api-client/zod";
import { User } from "./world.js";

test("what a validator accepts is typed, and taken by the server", async () => {
  const ada = new User();
  const draft: Sent = TaskCreate.parse(JSON.parse('{"title": "Buy milk", "tags": ["home"], "due_date": "2026-03-01"}'));
  const task = await ada.create(draft);
  const read: Answered = Task.parse(task);
  assert.deepEqual(read, task);
  const named: Task = read;
  const changed: Changed = TaskUpdate.parse({ ...named, title: "Buy oat milk" });
  assert.deepEqual(Object.keys(changed).sort(), ["completed", "description", "due_date", "priority", "tags", "title"]);
  const written = await unwrap(ada.tasks.update_task({ params: { path: ada.at(task) }, body: changed }));
  assert.equal(written.title, "Buy oat milk");
});

test("what the server refuses is refused, at the same place and in words", async () => {
  const wrong = { title: " ", tags: ["a", "a"], due_date: "2026-02-30", colour: "red" };
  const { error } = TaskCreate.safeParse(wrong);
  assert.deepEqual(error?.issues.map(({ path, message }) => [path.join("/"), message]), [
    ["title", "must not be blank, nor hold the character U+0000"],
    ["tags", "has an item twice"],
    ["due_date", "must be a day or a moment in the years 1000 to 2999, such as 2026-03-01 or 2026-03-01T09:30:00Z"],
    ["", 'Unrecognized key: "colour"'],
  ]);
  const ada = new User();
  const answer = await ada.tasks.create_task({ params: { path: ada.path }, body: wrong as Sent });
  assert.ok(answer.status === 422);
  assert.deepEqual(answer.error.errors.map(({ pointer }) => pointer).sort(), ["#/colour", "#/due_date", "#/tags", "#/title"]);
});

test("a form takes what it needs of a model", () => {
  const form = TaskCreate.shape.title;
  assert.equal(form.safeParse("😀".repeat(200)).success, true);
  assert.equal(form.safeParse("😀".repeat(201)).error?.issues[0]?.message, "Too big: expected string to have <=200 characters");
  assert.equal(TaskUpdate.safeParse({}).success, false);
  assert.deepEqual(TaskUpdate.parse({ id: "anything" }), {});
});
