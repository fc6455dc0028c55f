// Who asks: the badge that the municipality signed for a phone, and its showing, signed by the
// phone itself with the time. The formats stand in passes/badge.py.
import * as ed25519 from "./signature.js";
import { hex } from "./token.js";
import { hasBadge } from "./withdrawn.js";

export const INSPECTOR = 4;

const SIZE = 156;
const SHOWN = SIZE + 4 + 64;
const SIGNED = 92;
const FRESH = 120;
const LATE = 900;
const ascii = (text) => new TextEncoder().encode(text);

export class BadBadge extends Error {}

// {id, until, colours, number, licence, venue, public} from the bytes, or a BadBadge.
export async function readBadge(body, keys, verify = ed25519.verify) {
  if (body.length !== SIZE || hex(body.subarray(0, 4)) !== hex(ascii("GIB1"))) throw new BadBadge();
  const key = keys.byKid.get(hex(body.subarray(4, 8)));
  if (key?.use !== "b" || key.state !== 1) throw new BadBadge();
  if (!await verify(body.subarray(SIGNED), body.subarray(0, SIGNED), key.public)) {
    throw new BadBadge();
  }
  if (body[13] !== 0 || body[12] === 0 || body[12] > 7) throw new BadBadge();
  const view = new DataView(body.buffer, body.byteOffset, SIZE);
  return {
    id: hex((await sha256(body)).subarray(0, 8)),
    until: view.getUint32(8),
    colours: body[12],
    number: view.getUint16(14),
    licence: text(body.subarray(16, 28)),
    venue: text(body.subarray(28, 60)),
    public: body.slice(60, SIGNED),
  };
}

// What the phone signs to show its badge at a moment.
export async function statement(badge, seconds) {
  return Uint8Array.from([...ascii("GIS1"), ...await sha256(badge), ...u32(seconds)]);
}

// The bytes that the code on the screen carries; `sign` signs with the key of the phone.
export async function shown(badge, seconds, sign) {
  return Uint8Array.from([
    ...badge, ...u32(seconds), ...await sign(await statement(badge, seconds)),
  ]);
}

// {state, why, badge} for the fragment that a worker's phone was given: yes, inspector, again,
// no_longer (why: ended, withdrawn, old) or unknown.
export async function asker(fragment, keys, list, now, verify = ed25519.verify) {
  try {
    const body = fromBase64url(fragment);
    if (body.length !== SHOWN) throw new BadBadge();
    const signed = body.subarray(0, SIZE);
    const badge = await readBadge(signed, keys, verify);
    const seconds = new DataView(body.buffer).getUint32(SIZE);
    const message = await statement(signed, seconds);
    if (!await verify(body.subarray(SIZE + 4), message, badge.public)) throw new BadBadge();
    return { ...stateOf(badge, Math.abs(now - seconds), list, now), badge };
  } catch (error) {
    if (!(error instanceof BadBadge)) throw error;
    return { state: "unknown", why: null, badge: null };
  }
}

export function toBase64url(bytes) {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

export function fromBase64url(text) {
  if (!/^[\w-]*$/.test(text)) throw new BadBadge();
  try {
    const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    return Uint8Array.from(plain, (character) => character.charCodeAt(0));
  } catch { // a length that base64 cannot have
    throw new BadBadge();
  }
}

function stateOf(badge, secondsOff, list, now) {
  if (hasBadge(list, badge.id)) return { state: "no_longer", why: "withdrawn" };
  if (badge.until <= now) return { state: "no_longer", why: "ended" };
  if (secondsOff > LATE) return { state: "no_longer", why: "old" };
  if (secondsOff > FRESH) return { state: "again", why: null };
  return { state: badge.colours & INSPECTOR ? "inspector" : "yes", why: null };
}

async function sha256(bytes) {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

function u32(value) {
  return [value >>> 24, value >>> 16 & 0xff, value >>> 8 & 0xff, value & 0xff];
}

function text(bytes) {
  return new TextDecoder().decode(bytes).replaceAll("\0", "");
}
