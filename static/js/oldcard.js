// A card is held before the desk's camera and read here: to choose the month of a renewal, or
// to put its text into the form that makes it invalid. Nothing is sent from this module.
import { readKeyList } from "./keylist.js";
import { load, look, stop } from "./scan.js";
import { read } from "./token.js";

const PATIENCE = 20_000; // ms
const reader = document.getElementById("reader");
const video = reader.querySelector("video");
const status = reader.querySelector("[role=status]");
const scan = document.getElementById("scan");
const words = reader.dataset;

let keys = null;

function say(text) {
  status.textContent = text;
}

async function prepare() {
  const body = Uint8Array.from(atob(words.keys), (character) => character.charCodeAt(0));
  keys ??= (await readKeyList(body, words.roots.split(" "))).byKid;
  const wasm = await fetch(words.wasm);
  await load(await wasm.arrayBuffer());
}

// The last day of a pass, as 2028-11-30 in the Netherlands.
function lastDay(exp) {
  const shape = { timeZone: "Europe/Amsterdam", dateStyle: "short" };
  return new Intl.DateTimeFormat("sv-SE", shape).format(new Date(exp * 1000 - 1000));
}

function inWords(exp) {
  const shape = { timeZone: "Europe/Amsterdam", month: "long", year: "numeric" };
  const language = document.documentElement.lang;
  return new Intl.DateTimeFormat(language, shape).format(new Date(exp * 1000 - 1000));
}

function told(text, exp) {
  return text.replace("{month}", inWords(exp));
}

function chooseMonth({ exp }) {
  const choices = [...document.querySelectorAll("[name=besluit-old_card]")];
  const options = choices.flatMap((one) => [...(one.options ?? [one])]);
  const found = options.find((one) => one.value === lastDay(exp));
  const chosen = found ?? options.find((one) => one.value === "none");
  if ("checked" in chosen) chosen.checked = true;
  else chosen.selected = true;
  say(told(found ? words.month : words.outside, exp));
}

function fillIn(text, { exp }) {
  document.getElementById("id_text").value = text;
  say(told(words.text, exp));
}

async function used(text) {
  try {
    const pass = await read(text, keys);
    if (pass.colour === "t") throw new TypeError("specimen");
    if (words.target === "month") chooseMonth(pass);
    else fillIn(text, pass);
  } catch {
    say(words.foreign);
  }
}

async function go() {
  say("");
  try {
    await prepare();
    const ready = () => {
      video.hidden = false;
      say(words.hold);
    };
    const text = await look(video, PATIENCE, ready);
    if (text === null) say(words.nothing);
    else await used(text);
  } catch (error) {
    say(error.name === "NotAllowedError" ? words.denied : words.none);
  }
  stop();
  video.hidden = true;
  video.srcObject = null;
}

// A page that answers a POST would keep the code in the browser's own notes of this tab.
history.replaceState(null, "", location.href);
scan.addEventListener("click", go);
addEventListener("pagehide", stop);
reader.hidden = false;
