/** Reads which answers are streams, by the kind that the generator has put beside each media type (`x-kind`). */

/** What reads the streams of each kind, of `src/streams.ts`. */
const READERS = { events: "jsonEvents", "text-events": "textEvents", lines: "jsonLines", records: "jsonRecords" };

/** The function that reads the successes of an operation if they are a stream. `answers` are pairs of status and response. */
export function streamOf(answers) {
  const kinds = new Set(bodies(answers).filter(isSuccess).map(({ kind }) => kind));
  return kinds.size === 1 ? READERS[[...kinds][0]] : undefined;
}

/** The media types of answers that the client has no way to read: it knows one of JSON for each status, or a stream. */
export function unreadable(answers) {
  const stream = streamOf(answers);
  const readable = (one) => one.isAlone && !one.name.includes("*") && (one.kind === "json" || (stream && isSuccess(one)));
  return bodies(answers).filter((one) => !readable(one)).map(({ name }) => name);
}

const isSuccess = ({ status }) => /^2/.test(status);

function bodies(answers) {
  return answers.flatMap(([status, { content = {} }]) => {
    const isAlone = Object.keys(content).length === 1;
    return Object.entries(content).map(([name, media]) => ({ status, name, kind: media["x-kind"], isAlone }));
  });
}
