// The withdrawn list: ids of passes that are good no more, by the month they would have been good
// until; month 0 holds badges. The format stands in passes/withdrawn.py. Signed by a list key.
import * as ed25519 from "./signature.js";
import { BadList } from "./keylist.js";
import { hex } from "./token.js";

const HEAD = 24;
const SIGNATURE = 64;
const BADGES = 0;

// {seq, issued, freshUntil, byMonth} from the bytes, or a BadList. `keys`: the key list in hand.
export async function readWithdrawn(body, keys, seen = 0, verify = ed25519.verify) {
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  if (body.length < HEAD + SIGNATURE || String.fromCharCode(...body.subarray(0, 4)) !== "GIW1") {
    throw new BadList("malformed");
  }
  const key = keys.byKid.get(hex(body.subarray(4, 8)));
  if (key?.use !== "l" || key.state !== 1) throw new BadList("unknown_key");
  const end = body.length - SIGNATURE;
  if (!await verify(body.subarray(end), body.subarray(0, end), key.public)) {
    throw new BadList("bad_signature");
  }
  const byMonth = readBuckets(body, view, end);
  const seq = view.getUint32(8);
  if (seq < seen) throw new BadList("older");
  return { seq, issued: view.getUint32(12), freshUntil: view.getUint32(16), byMonth };
}

// Whether a pass is on the list: its id in the month of its last valid second.
export function hasPass(list, found) {
  return Boolean(list.byMonth.get(monthOf(found.exp))?.has(found.id));
}

export function hasBadge(list, id) {
  return Boolean(list.byMonth.get(BADGES)?.has(id));
}

function readBuckets(body, view, end) {
  const byMonth = new Map();
  let at = HEAD;
  let before = -1;
  for (let count = view.getUint16(20); count > 0; count -= 1) {
    if (at + 4 > end) throw new BadList("malformed");
    const month = view.getUint16(at);
    const past = at + 4 + 8 * view.getUint16(at + 2);
    if (month <= before || past > end) throw new BadList("malformed");
    byMonth.set(month, readIds(body.subarray(at + 4, past)));
    [before, at] = [month, past];
  }
  if (at !== end || view.getUint16(22) !== 0) throw new BadList("malformed");
  return byMonth;
}

function readIds(bytes) {
  const ids = new Set();
  let before = "";
  for (let at = 0; at < bytes.length; at += 8) {
    const id = hex(bytes.subarray(at, at + 8));
    if (id <= before) throw new BadList("malformed");
    ids.add(before = id);
  }
  return ids;
}

// year x 12 + month - 1 of the last valid second, in Amsterdam; exp is exclusive.
function monthOf(exp) {
  const [{ value: year }, , { value: month }] = new Intl.DateTimeFormat("en-CA", {
    timeZone: "Europe/Amsterdam", year: "numeric", month: "2-digit",
  }).formatToParts(new Date((exp - 1) * 1000));
  return Number(year) * 12 + Number(month) - 1;
}
