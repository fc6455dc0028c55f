// Enrols this phone: a key of its own, a badge for that key, and the check itself for use without
// a network. The one place that registers the service worker.
import { fromBase64url, readBadge, toBase64url } from "./badge.js";
import * as device from "./device.js";
import { readKeyList } from "./keylist.js";
import * as lists from "./lists.js";
import { listen, put, show } from "./screens.js";
import { hex } from "./token.js";

const WORKER = "/pas-check/sw.js";
const policy = document.querySelector("#app").dataset;
const roots = policy.roots.split(" ");
let secret = ""; // of the invitation; a fragment reaches no server or log

class Refused extends Error {}

listen({ enrol, prepare, demo, paste });
addEventListener("hashchange", open);
open();

async function open() {
  secret = location.hash.slice(1);
  if (secret) history.replaceState(null, "", location.pathname);
  if (!navigator.serviceWorker || !globalThis.caches || !globalThis.WebAssembly) {
    return show("old_browser");
  }
  if (!secret) return show(policy.demo ? "demo" : "invitation");
  return within(invited);
}

// An app on the home screen of some phones keeps its own memory: an invitation that the camera
// opened in the browser is brought over by hand.
async function paste() {
  secret = document.querySelector("#address").value.trim().split("#").pop();
  return secret ? within(invited) : document.querySelector("#address").focus();
}

// In a demonstration a phone invites itself.
async function demo() {
  show("preparing");
  await within(async () => {
    ({ secret } = await send({ demo: "yes" }));
    await take();
  });
}

async function invited() {
  show("preparing");
  try {
    const { venue } = await send({ secret });
    put(show("enrol"), "venue", venue);
  } catch (error) { // used, perhaps by this phone, and the answer got lost: ask for it again
    if (error.message !== "used" || !await device.isAsking()) throw error;
    await take();
  }
}

async function enrol() {
  show("preparing");
  await within(take);
}

// Make the key, have the badge signed for it, and keep both once they fit.
async function take() {
  const keys = await newKeys();
  const own = await device.publicHalf(keys);
  const hash = await crypto.subtle.digest("SHA-256", fromBase64url(secret));
  const message = [...new TextEncoder().encode("GIE1"), ...new Uint8Array(hash), ...own];
  const answer = await send({
    secret,
    public: toBase64url(own),
    signature: toBase64url(await device.sign(keys, Uint8Array.from(message))),
  });
  const badge = fromBase64url(answer.badge);
  const known = await readKeyList(fromBase64url(answer.keys), roots);
  const read = await readBadge(badge, known);
  if (hex(read.public) !== hex(own)) throw new Refused("failed");
  await device.keep(keys, badge);
  await prepare();
}

// Fetch the check and the lists.
async function prepare() {
  show("preparing");
  await within(async () => {
    await navigator.serviceWorker.register(address());
    const came = await lists.fetchLists();
    const held = await lists.current(roots);
    navigator.storage?.persist?.();
    if (!came || !held) throw new Refused("unfinished");
    show("ready");
  }, "unfinished");
}

async function newKeys() {
  try {
    return await device.keyPair();
  } catch { // the browser knows no Ed25519; a key kept in another way could be copied
    throw new Refused("old_browser");
  }
}

async function send(fields) {
  const response = await fetch(location.pathname, {
    method: "POST", body: new URLSearchParams(fields), credentials: "omit",
  });
  if (response.status === 410) throw new Refused("used");
  if (!response.ok) throw new Refused("failed");
  return response.json();
}

// Run a step; what goes wrong has a screen of its own.
async function within(step, otherwise = "failed") {
  try {
    await step();
  } catch (error) { // no network, or an answer that does not hold
    show(error instanceof Refused ? error.message : otherwise);
  }
}

// The worker's address as Trusted Types want it; no other address passes.
function address() {
  if (!globalThis.trustedTypes) return WORKER;
  address.policy ??= trustedTypes.createPolicy("app", {
    createScriptURL(url) {
      if (url !== WORKER) throw new TypeError("not the worker");
      return url;
    },
  });
  return address.policy.createScriptURL(WORKER);
}
