// Who asks: reads the code of the asker from the address, takes it out of the address, and answers
// from what this page holds. Nothing is sent.
import { asker, fromBase64url } from "./badge.js";
import { day } from "./dates.js";
import { readKeyList } from "./keylist.js";
import { listen, preferred, put, show, speak, tell } from "./screens.js";
import { readWithdrawn } from "./withdrawn.js";

const page = document.querySelector("#app").dataset;
const languages = page.languages.split(" ");
let speaks = preferred(languages);

listen({
  speak(button) {
    speaks = button.lang;
    speak(document, speaks);
  },
});
addEventListener("hashchange", open); // a second code in the same tab
open();

async function open() {
  const fragment = location.hash.slice(1);
  if (!fragment) return present({ state: "by_hand", why: null, badge: null });
  history.replaceState(null, "", location.pathname);
  return present(await answer(fragment));
}

async function answer(fragment) {
  const now = Math.floor(Date.now() / 1000);
  try {
    const keys = await readKeyList(fromBase64url(page.keys), page.roots.split(" "));
    const list = await readWithdrawn(fromBase64url(page.list), keys);
    return await asker(fragment, keys, list, now);
  } catch { // without lists that hold nobody is known
    return { state: "unknown", why: null, badge: null };
  }
}

function present({ state, why, badge }) {
  const screen = show(state, speaks);
  speak(document, speaks);
  const colours = badge && ["", "white", "green", "both"][badge.colours & 3];
  tell(screen, [why, colours]);
  if (badge) {
    put(screen, "venue", badge.venue);
    put(screen, "number", badge.number);
    for (const part of screen.querySelectorAll("[data-speaks]")) {
      put(part, "until", day(badge.until - 1, part.lang));
    }
  }
}
