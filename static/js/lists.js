// The two signed lists on this phone: keys and withdrawn passes. The service worker only puts bytes
// beside the list in hand; this module decides whether they take its place, and never takes an
// older one.
import { BadList, readKeyList } from "./keylist.js";
import { readWithdrawn } from "./withdrawn.js";

const STORE = "lists";
const KEYS = "/pas-check/sleutels.bin";
const WITHDRAWN = "/pas-check/lijst.bin";
const OLD = 12 * 3600;
const fresh = (address) => `${address}/new`;

// What the phone holds: {keys, list, fetched, listFetched, clockOff}, or null; without a list of
// withdrawn passes `list` is null. Takes over what came meanwhile.
export async function current(roots) {
  const store = await caches.open(STORE);
  const keys = await newest(store, KEYS, (body, seen) => readKeyList(body, roots, seen));
  if (!keys) return null;
  const list = await newest(store, WITHDRAWN, (body, seen) => readWithdrawn(body, keys.read, seen));
  return {
    keys: keys.read,
    list: list && list.read,
    fetched: keys.fetched,
    listFetched: list ? list.fetched : 0,
    clockOff: keys.clockOff,
  };
}

export function isOld(held, now) {
  return now - Math.min(held.fetched, held.listFetched) > OLD;
}

// Ask the service worker for the lists; whether both came.
export async function fetchLists() {
  const { active } = await navigator.serviceWorker.ready;
  return new Promise((answer) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = (event) => answer(event.data);
    active.postMessage("lists", [port2]);
  });
}

export function forget() {
  return caches.delete(STORE);
}

async function newest(store, address, read) {
  const held = await open(store, address, read, 0);
  const came = await open(store, fresh(address), read, held ? held.read.seq : 0);
  if (came) await store.put(address, await store.match(fresh(address)));
  await store.delete(fresh(address));
  return came || held;
}

async function open(store, address, read, seen) {
  const kept = await store.match(address);
  if (!kept) return null;
  try {
    const list = await read(new Uint8Array(await kept.arrayBuffer()), seen);
    const fetched = Math.floor(Number(kept.headers.get("X-Fetched")) / 1000);
    const served = Math.floor(Date.parse(kept.headers.get("X-Served")) / 1000);
    return { read: list, fetched, clockOff: fetched - served || 0 };
  } catch (error) {
    if (!(error instanceof BadList)) throw error;
    return null; // dropped; the one in hand stays
  }
}
