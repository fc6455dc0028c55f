// The check: show who you are, scan, compare, verdict. Nothing is kept: a result hides after a
// while, and what was read goes with it.
import { asPrinted, inWords, moment } from "./dates.js";
import * as lists from "./lists.js";
import * as scan from "./scan.js";
import * as screens from "./screens.js";
import { verdict } from "./verdict.js";

const PATIENCE = 15_000;
const PULSES = { valid: 1, attention: 2, unknown: 2, no: 3 };

const policy = document.querySelector("#app").dataset;
const roots = policy.roots.split(" ");
let held = null; // the list of this phone
let text = null; // what was read, until it is answered
let timer = 0;
let isLit = false;

const actions = {
  async scan() {
    const early = await judge(null);
    return early.state === "clock_wrong" ? present(early) : openCamera();
  },
  yes: () => settle(true),
  no: () => settle(false),
  start,
  torch() {
    isLit = !isLit;
    return scan.torch(isLit);
  },
  lit: () => openCamera(true),
  help: () => show("help"),
  holder: () => show("holder"),
  how: () => show("how"),
  async list() {
    show("fetching");
    const came = await lists.fetchList();
    await readList();
    return came ? start() : show("no_connection");
  },
};

open();

async function open() {
  screens.listen(actions);
  if (!globalThis.caches || !globalThis.WebAssembly || !navigator.mediaDevices) {
    return show("old_browser");
  }
  const reader = await caches.match(policy.reader, { ignoreVary: true });
  await readList();
  if (!reader || !held) return show("unprepared");
  scan.load(await reader.arrayBuffer());
  navigator.serviceWorker.addEventListener("message", readList);
  for (const touch of ["pointerdown", "keydown"]) document.addEventListener(touch, rewind);
  document.addEventListener("visibilitychange", () => document.hidden ? start() : stayAwake());
  stayAwake();
  return start();
}

async function readList() {
  held = await lists.current(roots) || held;
  if (!held) return;
  const age = document.querySelector("#list-age");
  age.hidden = false;
  screens.put(age, "list", moment(held.fetched));
}

function start() {
  forget();
  show("start");
}

function forget() {
  scan.stop();
  text = null;
  isLit = false;
}

async function openCamera(lit = false) {
  forget();
  const screen = show("camera");
  const ready = () => {
    screen.querySelector("[data-do=torch]").hidden = !scan.hasTorch();
    if (lit && scan.hasTorch()) actions.torch();
  };
  try {
    text = await scan.look(screen.querySelector("video"), PATIENCE, ready);
  } catch (error) {
    if (!screen.isConnected) return;
    forget();
    show(error.name === "NotAllowedError" ? "camera_refused" : "camera_missing");
    return;
  }
  if (!screen.isConnected) return;
  scan.stop();
  await present(await judge(text));
}

async function settle(isSamePerson) {
  await present(await judge(text, isSamePerson));
}

function judge(read, isSamePerson = null) {
  const device = {
    ...held,
    built: Number(policy.built),
    maxAgeDays: Number(policy.maxAgeDays),
    almostMonths: Number(policy.almostMonths),
  };
  return verdict(read, device, Math.floor(Date.now() / 1000), isSamePerson);
}

function present({ state, why, found }) {
  const screen = show(state);
  if (state !== "compare") text = null;
  screen.dataset.why = why || "";
  if (found) {
    screen.dataset.colour = found.colour;
    screens.put(screen, "word", found.colour === "g" ? policy.green : policy.white);
    screens.put(screen, "month", inWords(found.exp, policy.rounding));
    screens.put(screen, "printed", asPrinted(found.exp, policy.rounding));
  }
  screens.put(screen, "days", Math.floor((Date.now() / 1000 - held.fetched) / 86_400));
  const pulses = PULSES[document.body.dataset.ground];
  if (pulses) navigator.vibrate?.(Array(2 * pulses - 1).fill(90));
}

function show(name) {
  const screen = screens.show(name);
  rewind();
  return screen;
}

// A touch starts the time to hide anew.
function rewind() {
  clearTimeout(timer);
  const seconds = screens.hidesAfter(document.body.dataset.state);
  if (seconds) timer = setTimeout(start, seconds * 1000);
}

function stayAwake() {
  navigator.wakeLock?.request("screen").catch(() => {}); // refused on a low battery: no harm
}
