// The key list on this phone: signed by a root that the page pins, never replaced by an older one.
// The format stands in passes/files.py. The service worker only puts bytes beside the list in
// hand; this module decides whether they take its place.
import * as ed25519 from "./signature.js";
import { hex } from "./token.js";

const STORE = "lists";
const KEYS = "/pas-check/sleutels.bin";
const FRESH = `${KEYS}/new`;
const HEAD = 20;
const ENTRY = 48;
const SIGNATURE = 64;

export class BadList extends Error {
  constructor(reason) {
    super(reason);
    this.reason = reason;
  }
}

// {rootKid, seq, issued, byKid} from the bytes, or a BadList. `roots`: public keys in hex.
export async function readKeyList(body, roots, seen = 0, verify = ed25519.verify) {
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  if (body.length < HEAD || String.fromCharCode(...body.subarray(0, 4)) !== "GIK1") {
    throw new BadList("malformed");
  }
  const count = body[16];
  if (body.length !== HEAD + count * ENTRY + SIGNATURE) throw new BadList("malformed");
  const rootKid = hex(body.subarray(4, 8));
  const root = await rootCalled(rootKid, roots);
  if (!root) throw new BadList("unknown_root");
  const end = body.length - SIGNATURE;
  if (!await verify(body.subarray(end), body.subarray(0, end), root)) {
    throw new BadList("bad_signature");
  }
  const byKid = await readEntries(view, count);
  if (body[17] | body[18] | body[19]) throw new BadList("malformed");
  const seq = view.getUint32(8);
  if (seq < seen) throw new BadList("older");
  return { rootKid, seq, issued: view.getUint32(12), byKid };
}

// What the phone holds: {keys, fetched, clockOff}, or null. Takes over a list that came meanwhile.
export async function current(roots) {
  const store = await caches.open(STORE);
  const held = await open(store, KEYS, roots, 0);
  const fresh = await open(store, FRESH, roots, held ? held.keys.seq : 0);
  if (fresh) await store.put(KEYS, await store.match(FRESH));
  await store.delete(FRESH);
  return fresh || held;
}

// Ask the service worker for the list; whether it came.
export async function fetchList() {
  const { active } = await navigator.serviceWorker.ready;
  return new Promise((answer) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = (event) => answer(event.data);
    active.postMessage("lists", [port2]);
  });
}

async function open(store, address, roots, seen) {
  const kept = await store.match(address);
  if (!kept) return null;
  try {
    const keys = await readKeyList(new Uint8Array(await kept.arrayBuffer()), roots, seen);
    const fetched = Math.floor(Number(kept.headers.get("X-Fetched")) / 1000);
    const served = Math.floor(Date.parse(kept.headers.get("X-Served")) / 1000);
    return { keys, fetched, clockOff: fetched - served || 0 };
  } catch (error) {
    if (!(error instanceof BadList)) throw error;
    return null; // dropped; the one in hand stays
  }
}

async function rootCalled(kid, roots) {
  for (const root of roots) {
    const bytes = Uint8Array.from(root.match(/../g), (pair) => parseInt(pair, 16));
    if (await kidOf(bytes) === kid) return bytes;
  }
  return null;
}

async function readEntries(view, count) {
  const byKid = new Map();
  for (let at = HEAD; at < HEAD + count * ENTRY; at += ENTRY) {
    const bytes = new Uint8Array(view.buffer, view.byteOffset + at, ENTRY);
    const use = String.fromCharCode(bytes[0]);
    const kid = hex(bytes.subarray(4, 8));
    const isLive = bytes[1] === 1 && view.getUint16(at + 2) === 0;
    const key = { use, expMax: view.getUint32(at + 12), public: bytes.slice(16) };
    if (!"plbs".includes(use) || !isLive || byKid.has(kid) || await kidOf(key.public) !== kid) {
      throw new BadList("malformed");
    }
    byKid.set(kid, key);
  }
  return byKid;
}

async function kidOf(publicKey) {
  return hex(new Uint8Array(await crypto.subtle.digest("SHA-256", publicKey)).subarray(0, 4));
}
