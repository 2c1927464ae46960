/** What a client makes of answers and values that are not as they should be; its module takes the place of "./client". */
import { asked, stub } from "./stub";
import { list } from "./client";

function call(answer: () => Response, user = "ada"): Promise<unknown> {
  asked.length = 0;
  stub.answer = answer;
  return Promise.resolve().then(() => list(user));
}
async function throws(answer: () => Response, user?: string): Promise<boolean> {
  return call(answer, user).then(
    () => false,
    () => true,
  );
}
const json = { headers: { "Content-Type": "application/json" } };
await call(() => new Response("[]", json)); // what is as it should be is taken
console.log(
  JSON.stringify({
    "empty body": await throws(() => new Response("", { headers: { ...json.headers, "Content-Length": "0" } })),
    "page of a proxy": await throws(() => new Response("<h1>Sign in</h1>", { headers: { "Content-Type": "text/html" } })),
    "another path": (await throws(() => new Response("[]", json), "..")) && asked.length === 0,
  }),
);
