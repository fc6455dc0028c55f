// What this phone holds of itself, in one place of its own: a key that cannot leave it, the badge
// that the municipality signed for that key, and how long a result stays.

const NAME = "pas-check";
const STORE = "device";

// {keys, badge}: a CryptoKeyPair and bytes; undefined before enrolment.
export const enrolled = () => read("enrolled");

export async function keep(keys, badge) {
  await write("enrolled", { keys, badge });
  await write("asked", undefined);
}

// Whether an enrolment is under way.
export const isAsking = async () => Boolean(await read("asked"));

// The key pair of an enrolment under way: asked twice, it is the same, so that an answer which
// got lost on the way can be fetched again. Rejects where the browser knows no such keys.
export async function keyPair() {
  const asked = await read("asked");
  if (asked) return asked;
  const made = await crypto.subtle.generateKey("Ed25519", false, ["sign", "verify"]);
  await write("asked", made);
  return made;
}

export async function publicHalf(keys) {
  return new Uint8Array(await crypto.subtle.exportKey("raw", keys.publicKey));
}

export async function sign(keys, message) {
  return new Uint8Array(await crypto.subtle.sign("Ed25519", keys.privateKey, message));
}

// Seconds until a result hides; 0: it stays.
export const hideAfter = async () => await read("hide") ?? 20;
export const setHideAfter = (seconds) => write("hide", seconds);

export function forget() {
  return settled(indexedDB.deleteDatabase(NAME));
}

function read(name) {
  return within("readonly", (store) => store.get(name));
}

function write(name, value) {
  return within("readwrite", (store) => value === undefined
    ? store.delete(name) : store.put(value, name));
}

async function within(mode, act) {
  const opening = indexedDB.open(NAME, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
  const database = await settled(opening);
  try {
    return await settled(act(database.transaction(STORE, mode).objectStore(STORE)));
  } finally {
    database.close();
  }
}

function settled(request) {
  return new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
}
