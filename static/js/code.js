// What is in the code of a card: read by the camera of any phone and shown in words. No key, no
// list, no verdict; after the camera has opened nothing is asked of any server.
import { inWords } from "./dates.js";
import * as scan from "./scan.js";
import { listen, preferred, put, show, speak, tell } from "./screens.js";
import { BadToken, open as opened } from "./token.js";

const PATIENCE = 30_000;
const page = document.querySelector("#app").dataset;
const languages = page.languages.split(" ");
let reader = null;
let speaks = preferred(languages);

listen({
  look,
  start,
  speak(button) {
    speaks = button.lang;
    speak(document, speaks);
  },
});
start();

function start() {
  scan.stop();
  present(globalThis.WebAssembly && navigator.mediaDevices ? "begin" : "old_browser");
}

async function look() {
  const screen = present("camera");
  try {
    await (reader ??= load());
  } catch { // no network
    reader = null;
    return present("failed");
  }
  try {
    const text = await scan.look(screen.querySelector("video"), PATIENCE, () => {});
    if (screen.isConnected) answer(text);
  } catch (error) {
    if (!screen.isConnected) return;
    present(error.name === "NotAllowedError" ? "camera_refused" : "camera_missing");
  }
}

async function load() {
  const response = await fetch(page.reader);
  if (!response.ok) throw new TypeError("no reader");
  await scan.load(await response.arrayBuffer());
}

function answer(text) {
  scan.stop();
  try {
    const { exp, colour, id, signature } = opened(text ?? "");
    const screen = present("found");
    tell(screen, [colour]);
    put(screen, "id", id);
    put(screen, "signature", signature);
    for (const part of screen.querySelectorAll("[data-speaks]")) {
      put(part, "month", inWords(exp, page.rounding, part.lang));
    }
  } catch (error) {
    if (!(error instanceof BadToken)) throw error;
    present("not_a_pass");
  }
}

function present(name) {
  const screen = show(name, speaks);
  speak(document, speaks);
  return screen;
}
