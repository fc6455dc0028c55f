// "Show who you are": a code with the badge and the time, signed by this phone, new every 15
// seconds, and a clock that moves. A picture of it is too old within two minutes.
import encodeQR from "../vendor/qr-0.7.0/index.js";
import { shown, toBase64url } from "./badge.js";
import { clock } from "./dates.js";
import { sign } from "./device.js";
import { put } from "./screens.js";

const EVERY = 15;
const BORDER = 4;

// Draw into `screen` until it is taken away. `address` ends in "#".
export function begin(screen, { keys, badge }, address) {
  const figure = screen.querySelector(".code");
  let drawn = -Infinity; // by the clock: a phone that slept must not show its old code
  const tick = async () => {
    if (!screen.isConnected) return clearInterval(timer);
    const now = Math.floor(Date.now() / 1000);
    put(screen, "clock", clock(now));
    if (Math.abs(now - drawn) < EVERY) return undefined;
    drawn = now;
    const body = await shown(badge, now, (message) => sign(keys, message));
    return draw(figure, address + toBase64url(body));
  };
  const timer = setInterval(tick, 1000);
  return tick();
}

function draw(figure, text) {
  const rows = encodeQR(text, "raw", { ecc: "low", border: BORDER });
  const path = rows.flatMap((row, y) => row.map((dark, x) => dark ? `M${x} ${y}h1v1h-1z` : ""));
  figure.setAttribute("viewBox", `0 0 ${rows.length} ${rows.length}`);
  figure.querySelector("path").setAttribute("d", path.join(""));
}
