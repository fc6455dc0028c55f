// The key list: every key that the municipality signs with, itself signed by a root that the page
// pins. The format stands in passes/files.py.
import * as ed25519 from "./signature.js";
import { hex } from "./token.js";

const HEAD = 20;
const ENTRY = 48;
const SIGNATURE = 64;
const LIVE = 1;
const REPLACED = 2;

export class BadList extends Error {
  constructor(reason) {
    super(reason); // one of the names of passes/files.py
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
    const key = {
      use: String.fromCharCode(bytes[0]),
      state: bytes[1],
      grace: view.getUint16(at + 2), // days since 1970
      expMax: view.getUint32(at + 12),
      public: bytes.slice(16),
    };
    const kid = hex(bytes.subarray(4, 8));
    if (!isWhole(key) || byKid.has(kid) || await kidOf(key.public) !== kid) {
      throw new BadList("malformed");
    }
    byKid.set(kid, key);
  }
  return byKid;
}

function isWhole({ use, state, grace }) {
  return "plbs".includes(use) && (state === LIVE ? grace === 0 : state === REPLACED);
}

async function kidOf(publicKey) {
  return hex(new Uint8Array(await crypto.subtle.digest("SHA-256", publicKey)).subarray(0, 4));
}
