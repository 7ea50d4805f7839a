// Visits of Firefox, by WebDriver BiDi: node firefox.mjs SOCKET SERVER JOB ROUNDS HASH…
//
// Writes, as JSON on the standard output, for each hash its first visits and the next ones: lists of
// {ready, answer}, in seconds from the navigation. The hashes take turns; each first visit is a newcomer's.

const [socket, server, job, rounds, ...hashes] = process.argv.slice(2);
const browser = new WebSocket(`${socket}/session`);
const waiting = new Map();
let last = 0;
browser.addEventListener("message", ({ data }) => {
  const { id, type, result, message } = JSON.parse(data);
  if (type === "error") waiting.get(id)?.reject(new Error(message));
  else waiting.get(id)?.resolve(result);
});
await new Promise((resolve, reject) => {
  browser.addEventListener("open", resolve);
  browser.addEventListener("error", () => reject(new Error("Firefox does not answer")));
});

/** Send a command. @param {string} method @param {Record<string, unknown>} params @returns {Promise<any>} */
function send(method, params) {
  const id = ++last;
  browser.send(JSON.stringify({ id, method, params }));
  return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
}

const SEEN = "new Promise((seen) => { const look = () => globalThis.seen ? seen(JSON.stringify(globalThis.seen)) : setTimeout(look, 20); look(); })";

/** @param {string} context @param {string} hash */
async function visit(context, hash) {
  await send("browsingContext.navigate", { context, url: "about:blank", wait: "complete" });
  await send("browsingContext.navigate", { context, url: `${server}/bench.html#${hash}|${job}`, wait: "none" });
  for (;;) {
    // Until the page is there, what is asked goes to the one before it.
    const { result } = await send("script.evaluate", { expression: "location.pathname", target: { context }, awaitPromise: false });
    if (result?.value === "/bench.html") break;
    await new Promise((later) => setTimeout(later, 20));
  }
  const { result } = await send("script.evaluate", { expression: SEEN, target: { context }, awaitPromise: true });
  const seen = JSON.parse(result.value);
  if (seen.error) throw new Error(`${hash}: ${seen.error}`);
  return seen;
}

await send("session.new", { capabilities: {} });
const visits = Object.fromEntries(hashes.map((hash) => [hash, { first: [], next: [] }]));
for (let round = 0; round < Number(rounds); round++) {
  for (const hash of round % 2 ? hashes : [...hashes].reverse()) {
    const { userContext } = await send("browser.createUserContext", {});
    const { context } = await send("browsingContext.create", { type: "tab", userContext });
    visits[hash].first.push(await visit(context, hash));
    visits[hash].next.push(await visit(context, hash));
    await send("browser.removeUserContext", { userContext });
  }
}
console.log(JSON.stringify(visits));
process.exit(0);
