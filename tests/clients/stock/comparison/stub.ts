/** A fetch that is there before a client is: some keep the one that they find then. */
export const asked: string[] = [];
export const stub = { answer: () => new Response() };
globalThis.fetch = async (input) => {
  asked.push(input instanceof Request ? input.url : String(input));
  return stub.answer();
};
