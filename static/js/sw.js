// The service worker of the check; VERSION and FILES are put in front by the server.
// A request of the check page is answered from the cache or not at all: what the page asks for
// never reaches the network, whatever its policy lets through. Only the page that prepares the
// phone does, and the lists: when the app opens and they are older than 12 hours, or when asked.

const SHELL = "/pas-check/";
const PREPARE = "/pas-check/aanmelden";
const LISTED = ["/pas-check/sleutels.bin", "/pas-check/lijst.bin"];
const APP = `app-${VERSION}`;
const LISTS = "lists";
const OLD = 12 * 3600 * 1000;
const fresh = (address) => `${address}/new`;

// A new version waits, whole, beside the old one, which goes on serving its own pages. It takes
// over when all of them are closed, or when the start page says that nothing is under way.
addEventListener("install", (event) => event.waitUntil(fill()));

addEventListener("activate", (event) => event.waitUntil(drop()));

addEventListener("fetch", (event) => {
  const { pathname } = new URL(event.request.url);
  if (event.request.mode === "navigate") {
    if (pathname === PREPARE) return; // the network
    if (pathname === SHELL) event.waitUntil(refreshWhenOld());
  }
  event.respondWith(answer(event));
});

addEventListener("message", (event) => {
  if (event.data === "take over") skipWaiting();
  if (event.data !== "lists") return;
  event.waitUntil(refresh().then((came) => event.ports[0].postMessage(came)));
});

async function fill() {
  const cache = await caches.open(APP);
  const asked = { cache: "reload", credentials: "omit" };
  await cache.addAll(FILES.map((path) => new Request(path, asked)));
}

async function drop() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith("app-") && name !== APP);
  await Promise.all(old.map((name) => caches.delete(name)));
}

async function answer(event) {
  const { origin, pathname, search } = new URL(event.request.url);
  if (event.request.method === "GET" && origin === location.origin && !search) {
    const cache = await caches.open(APP);
    const kept = await cache.match(pathname, { ignoreVary: true });
    if (kept) return kept;
  }
  const client = event.clientId ? await clients.get(event.clientId) : undefined;
  const isPreparing = client && new URL(client.url).pathname === PREPARE;
  return isPreparing ? fetch(event.request) : Response.error();
}

async function refreshWhenOld() {
  const lists = await caches.open(LISTS);
  const ages = await Promise.all(LISTED.map(async (address) => {
    const kept = await lists.match(fresh(address)) || await lists.match(address);
    return kept ? Date.now() - Number(kept.headers.get("X-Fetched")) : Infinity;
  }));
  if (Math.max(...ages) < OLD) return;
  await refresh();
  for (const client of await clients.matchAll()) client.postMessage("lists");
}

// Put the lists beside those in hand; lists.js judges them. Says whether both came.
async function refresh() {
  const came = await Promise.all(LISTED.map(fetchOne));
  return came.every(Boolean);
}

async function fetchOne(address) {
  try {
    const response = await fetch(address, { credentials: "omit", cache: "no-cache" });
    if (!response.ok) return false;
    const headers = {
      "X-Fetched": String(Date.now()),
      "X-Served": response.headers.get("Date") || "",
    };
    const lists = await caches.open(LISTS);
    await lists.put(fresh(address), new Response(await response.arrayBuffer(), { headers }));
    return true;
  } catch { // no network
    return false;
  }
}
