// The token of a pass: 99 bytes from one template, read by slicing. The format and the order of
// the steps stand in passes/token.py; both are held by tests/vectors/token.json.
import * as ed25519 from "./signature.js";

const PREFIX = "GI1:";
const TEXT_SIZE = 153;
const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
const CONSTANT = [
  [0, [0x84, 0x49, 0xa2, 0x01, 0x27, 0x04, 0x44]],
  [11, [0xa0, 0x54, 0xa3, 0x04, 0x1a]],
  [20, [0x07, 0x48]],
  [30, [0x09, 0x61]],
  [33, [0x58, 0x40]],
];
const SIGNED_FIRST = [0x84, 0x6a, ...new TextEncoder().encode("Signature1")];
const USE_OF = new Map([["w", "p"], ["g", "p"], ["t", "s"]]);

export class BadToken extends Error {
  constructor(reason) {
    super(reason); // one of the names of passes/token.py; nothing of the text
    this.reason = reason;
  }
}

// The pass {kid, exp, id, colour} that `text` stands for. `keys`: Map of kid to key.
export async function read(text, keys, verify = ed25519.verify) {
  const { token, kid, exp, id, colour } = open(text);
  const key = keys.get(kid);
  if (!key) throw new BadToken("unknown_key");
  if (!await verify(token.subarray(35), signed(token), key.public)) {
    throw new BadToken("bad_signature");
  }
  // Only from here on does anything but the kid count.
  if (USE_OF.get(colour) !== key.use) throw new BadToken("unknown_type");
  if (exp > key.expMax) throw new BadToken("outside_key");
  return { kid, exp, id, colour };
}

// What stands in `text`, whoever wrote it: nothing here says that it is genuine.
export function open(text) {
  const token = fromText(text);
  for (const [start, bytes] of CONSTANT) {
    if (bytes.some((byte, place) => token[start + place] !== byte)) throw new BadToken("malformed");
  }
  return {
    token,
    kid: hex(token.subarray(7, 11)),
    exp: new DataView(token.buffer).getUint32(16),
    id: hex(token.subarray(22, 30)),
    colour: String.fromCharCode(token[32]),
    signature: hex(token.subarray(35)),
  };
}

export function hex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function fromText(text) {
  if (!text.startsWith(PREFIX)) {
    throw new BadToken(/^GI[2-9]:/.test(text) ? "newer_version" : "not_ours");
  }
  if (text.length !== TEXT_SIZE) throw new BadToken("malformed");
  return base45(text.slice(PREFIX.length));
}

// RFC 9285: three characters stand for two bytes, a last pair for one.
function base45(text) {
  const bytes = [];
  for (let place = 0; place < text.length; place += 3) {
    const group = Array.from(text.slice(place, place + 3), (c) => ALPHABET.indexOf(c));
    const value = group.reduceRight((sum, digit) => sum * 45 + digit, 0);
    const isPair = group.length === 2;
    if (group.includes(-1) || value > (isPair ? 0xff : 0xffff)) throw new BadToken("malformed");
    bytes.push(...(isPair ? [value] : [value >> 8, value & 0xff]));
  }
  return Uint8Array.from(bytes);
}

function signed(token) {
  return Uint8Array.from([
    ...SIGNED_FIRST, ...token.subarray(1, 11), 0x40, ...token.subarray(12, 33),
  ]);
}
