// Where the app starts: lists that are old are fetched first, then the check opens. With #toestand
// in the address it stays: what this phone holds, how long a result is shown, help, removal.
import { readBadge } from "./badge.js";
import * as dates from "./dates.js";
import * as device from "./device.js";
import * as lists from "./lists.js";
import { listen, put, show, tell } from "./screens.js";

const CHECK = "/pas-check/";
const PATIENCE = 3000;
const roots = document.querySelector("#app").dataset.roots.split(" ");
const now = () => Math.floor(Date.now() / 1000);

listen({
  status,
  cards: () => show("cards"),
  ask_remove: () => show("ask_remove"),
  remove,
  async list() {
    show("fetching");
    const came = await lists.fetchLists();
    return came ? status() : show("no_connection");
  },
});
document.addEventListener("change", (event) => {
  if (event.target.name === "hide") device.setHideAfter(Number(event.target.value));
});

open();

async function open() {
  if (!navigator.serviceWorker || !globalThis.caches) return show("old_browser");
  const held = await lists.current(roots);
  if (!held || !navigator.serviceWorker.controller) return show("unprepared");
  if (location.hash === "#toestand") return status();
  show("fetching");
  if (lists.isOld(held, now())) await Promise.race([lists.fetchLists(), pause(PATIENCE)]);
  await takeOver();
  return location.replace(CHECK);
}

// A new version that waits, whole, takes over here, where nothing is under way.
async function takeOver() {
  const { waiting } = await navigator.serviceWorker.ready;
  if (!waiting) return;
  const changed = new Promise((done) => {
    navigator.serviceWorker.addEventListener("controllerchange", done, { once: true });
  });
  waiting.postMessage("take over");
  await Promise.race([changed, pause(PATIENCE)]);
}

async function status() {
  const held = await lists.current(roots);
  const own = await device.enrolled();
  const badge = own && held && await readBadge(own.badge, held.keys).catch(() => null);
  const screen = show("status");
  tell(screen, [badge ? "badge" : "none", held.list ? "list" : "no_list"]);
  put(screen, "keys", dates.moment(held.fetched));
  if (held.list) {
    put(screen, "issued", dates.moment(held.list.issued));
    put(screen, "fresh", dates.moment(held.list.freshUntil));
  }
  if (badge) {
    put(screen, "venue", `${badge.venue} (${badge.number})`);
    put(screen, "until", dates.day(badge.until - 1));
  }
  const seconds = await device.hideAfter();
  screen.querySelector(`[name=hide][value="${seconds}"]`).checked = true;
}

// Nothing of ours stays on the phone.
async function remove() {
  show("fetching");
  await device.forget();
  for (const name of await caches.keys()) await caches.delete(name);
  for (const one of await navigator.serviceWorker.getRegistrations()) await one.unregister();
  show("removed");
}

function pause(milliseconds) {
  return new Promise((done) => setTimeout(done, milliseconds));
}
