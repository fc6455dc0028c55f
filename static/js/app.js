// The check: show who you are, scan, compare, verdict. Nothing is kept: a result hides after a
// while, and what was read goes with it.
import { readBadge } from "./badge.js";
import * as dates from "./dates.js";
import * as device from "./device.js";
import * as lists from "./lists.js";
import * as scan from "./scan.js";
import * as screens from "./screens.js";
import { begin } from "./show.js";
import { verdict } from "./verdict.js";

const PATIENCE = 15_000;
const PULSES = { valid: 1, attention: 2, unknown: 2, no: 3 };
const CLOSED = ["badge_ended", "clock_wrong"]; // the camera stays off

const policy = document.querySelector("#app").dataset;
const roots = policy.roots.split(" ");
const languages = policy.languages.split(" ");
let held = null; // the lists of this phone
let own = null; // its enrolment: keys and badge, as bytes
let badge = null; // the badge, read
let text = null; // what was read, until it is answered
let shown = null; // the verdict on the screen, for the holder to read
let speaks = screens.preferred(languages);
let hideAfter = 20;
let timer = 0;
let isLit = false;

const actions = {
  async scan() {
    const early = await judge(null);
    return CLOSED.includes(early.state) ? present(early) : openCamera();
  },
  yes: () => settle(true),
  no: () => settle(false),
  start,
  torch() {
    isLit = !isLit;
    return scan.torch(isLit);
  },
  lit: () => openCamera(true),
  legacy() {
    scan.stop();
    screens.put(show("legacy"), "until", dates.day(legacyUntil()));
  },
  help: () => show("help"),
  explain() {
    const facts = [document.body.dataset.state];
    screens.tell(show("explain"), facts);
  },
  holder: forTheHolder,
  speak(button) {
    speaks = button.lang;
    screens.speak(document, speaks);
  },
  how: () => show("how"),
  async list() {
    show("fetching");
    const came = await lists.fetchLists();
    await readLists();
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
  await readLists();
  if (!reader || !held) return show("unprepared");
  scan.load(await reader.arrayBuffer());
  hideAfter = await device.hideAfter();
  navigator.serviceWorker.addEventListener("message", readLists);
  for (const touch of ["pointerdown", "keydown"]) document.addEventListener(touch, rewind);
  document.addEventListener("visibilitychange", () => document.hidden ? start() : stayAwake());
  stayAwake();
  return start();
}

async function readLists() {
  held = await lists.current(roots) || held;
  if (!held) return;
  own = await device.enrolled();
  badge = own ? await readBadge(own.badge, held.keys).catch(() => null) : null;
  fillBar();
}

// Who checks and how old the list is: legible for the worker on every screen.
function fillBar() {
  const bar = document.querySelector(".top");
  screens.put(bar, "venue", badge ? badge.venue : "");
  const age = held.list ? dates.localDay(Date.now() / 1000) - dates.localDay(held.list.issued) : -1;
  screens.put(bar, "list", held.list ? dates.time(held.list.issued) : "");
  screens.put(bar, "days", age);
  screens.tell(bar, [badge && "badge", age < 0 ? "none" : age > 1 ? "days" : ["today", "day"][age]]);
}

async function start() {
  forget();
  const early = await judge(null);
  if (CLOSED.includes(early.state)) return present(early);
  fillBar();
  const screen = show("start");
  screens.put(screen, "venue", badge.venue);
  screens.put(screen, "number", badge.number);
  screens.put(screen, "until", dates.day(badge.until - 1));
  return begin(screen, own, policy.who);
}

function forget() {
  scan.stop();
  text = shown = null;
  isLit = false;
}

async function openCamera(lit = false) {
  forget();
  const screen = show("camera");
  const today = dates.localDay(Date.now() / 1000);
  screen.querySelector("[data-do=legacy]").hidden = today > dates.localDay(legacyUntil());
  const ready = () => {
    screen.querySelector("[data-do=torch]").hidden = !scan.hasTorch();
    if (lit && scan.hasTorch()) actions.torch();
  };
  try {
    const read = await scan.look(screen.querySelector("video"), PATIENCE, ready);
    if (!screen.isConnected) return;
    text = read;
  } catch (error) {
    if (!screen.isConnected) return;
    forget();
    show(error.name === "NotAllowedError" ? "camera_refused" : "camera_missing");
    return;
  }
  scan.stop();
  present(await judge(text));
}

async function settle(isSamePerson) {
  present(await judge(text, isSamePerson));
}

function judge(read, isSamePerson = null) {
  const phone = {
    ...held,
    badge,
    built: Number(policy.built),
    maxAgeDays: Number(policy.maxAgeDays),
    almostMonths: Number(policy.almostMonths),
  };
  return verdict(read, phone, Math.floor(Date.now() / 1000), isSamePerson);
}

function present(found) {
  const isSeries = found.state === "series_replaced";
  shown = { ...found, screen: isSeries ? `series_${found.why}` : found.state };
  const screen = show(shown.screen);
  if (found.state !== "compare") text = null;
  fill(screen);
  const pulses = PULSES[document.body.dataset.ground];
  if (pulses) navigator.vibrate?.(Array(2 * pulses - 1).fill(90));
}

// Put the facts of the verdict into its words.
function fill(screen) {
  const { why, found } = shown;
  const reason = why === "list" && !held.list ? "no_list" : why;
  screens.tell(screen, [reason, found && found.colour]);
  const listed = why === "unknown_key" || !held.list ? held.fetched : held.list.issued;
  screens.put(screen, "days", Math.floor((Date.now() / 1000 - listed) / 86_400));
  if (!found) return;
  const { grace } = held.keys.byKid.get(found.kid);
  screens.put(screen, "grace", dates.day(dates.noonOf(grace)));
  const [word, kind] = found.colour === "g"
    ? [policy.cardG, policy.chipG] : [policy.cardW, policy.chipW];
  screens.put(screen, "word", word);
  screens.put(screen, "chip", kind);
  const chip = screen.querySelector(".chip");
  if (chip) chip.dataset.colour = found.colour;
  chip?.querySelector("use").setAttribute("href", `#f-${found.colour}`);
  screens.put(screen, "month", dates.inWords(found.exp, policy.rounding));
  screens.put(screen, "printed", dates.asPrinted(found.exp, policy.rounding));
}

// The second screen, turned towards the holder: what the asker says, and the verdict if there is one.
function forTheHolder() {
  const said = shown;
  const screen = show("holder", speaks);
  for (const title of screen.querySelectorAll("[data-verdict]")) {
    title.hidden = title.dataset.verdict !== said?.screen;
  }
}

function legacyUntil() { // noon of the last day; 0 where there are no such cards
  return policy.legacyUntil ? Date.parse(`${policy.legacyUntil}T12:00Z`) / 1000 : 0;
}

function show(name, language = null) {
  const screen = screens.show(name, language);
  rewind();
  return screen;
}

// A touch starts the time to hide anew.
function rewind() {
  clearTimeout(timer);
  const own = screens.hides(document.body.dataset.state);
  if (hideAfter && own !== undefined) timer = setTimeout(start, (own || hideAfter) * 1000);
}

function stayAwake() {
  navigator.wakeLock?.request("screen").catch(() => {}); // refused on a low battery: no harm
}
