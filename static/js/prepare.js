// Makes this phone ready: the one place that registers the service worker. The phone then holds
// the page, the reader and the key list, and the check works without a network.
import * as lists from "./lists.js";
import { listen, show } from "./screens.js";

const WORKER = "/pas-check/sw.js";
const { roots } = document.querySelector("#app").dataset;

listen({ prepare });
show(navigator.serviceWorker && globalThis.caches && globalThis.WebAssembly
  ? "prepare" : "old_browser");

async function prepare() {
  show("preparing");
  try {
    await navigator.serviceWorker.register(address());
    const came = await lists.fetchList();
    const held = await lists.current(roots.split(" "));
    navigator.storage?.persist?.();
    show(came && held ? "ready" : "failed");
  } catch { // no network, or a file that did not come
    show("failed");
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
