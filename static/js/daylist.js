// The list of today fetches itself anew. Only rows that differ are replaced, and the
// focus stays on the same button; nothing is announced: who listens is not interrupted.
const EVERY = 30_000;
const live = document.getElementById("live");
const box = document.getElementById("refreshing");
let timer = null;

function load(address) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.responseType = "document"; // parsed by the browser: no string becomes HTML
    request.open("GET", address);
    request.onload = () => resolve(request);
    request.onerror = reject;
    request.send();
  });
}

// The token in each form differs at every rendering; it is no change.
function essence(node) {
  const copy = node.cloneNode(true);
  for (const token of copy.querySelectorAll("[name=csrfmiddlewaretoken]")) token.remove();
  return copy.outerHTML;
}

function same(control, other) {
  return control.name === other.name && control.form?.action === other.form?.action;
}

function replace(old, fresh) {
  if (essence(old) === essence(fresh)) return;
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  old.replaceWith(fresh);
  if (!focused) return;
  const buttons = [...fresh.querySelectorAll("button, a")];
  const again = buttons.find((one) => same(one, focused)) ?? buttons[0];
  (again ?? live.querySelector("[tabindex]")).focus();
}

function takeOver(answer) {
  for (const id of ["notices", "late"]) {
    replace(document.getElementById(id), answer.getElementById(id));
  }
  const old = [...live.querySelectorAll("tbody tr")];
  const fresh = [...answer.querySelectorAll("tbody tr")];
  if (old.map((row) => row.id).join() === fresh.map((row) => row.id).join()) {
    old.forEach((row, number) => replace(row, fresh[number]));
  } else {
    replace(live.querySelector("tbody"), answer.querySelector("tbody"));
  }
  const moment = answer.getElementById("refreshed").textContent;
  document.getElementById("refreshed").textContent = moment;
}

async function refresh() {
  let request;
  try {
    request = await load(live.dataset.source);
  } catch {
    return; // no network: the time beside the switch says how old the list is
  }
  // Signed out meanwhile, or another day: the page itself says so.
  const isOurs = new URL(request.responseURL).pathname === live.dataset.source;
  const list = request.response?.getElementById("list");
  if (!isOurs || (list && list.textContent !== document.getElementById("list").textContent)) {
    location.assign(live.dataset.reload);
  } else if (request.status === 200 && list && box.checked) {
    takeOver(request.response);
  }
}

function arm() {
  clearInterval(timer);
  if (box.checked) timer = setInterval(refresh, EVERY);
}

if (live) {
  document.getElementById("refresh").hidden = false;
  box.addEventListener("change", () => {
    arm();
    if (box.checked) refresh();
  });
  arm();
}
