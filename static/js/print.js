// The photo goes out once a print, as the body of one POST; the card comes back as PDF, and so
// does the slip. The photo stays in this page, so that a failure or a jam costs but a click.
const camera = document.getElementById("camera");
const print = document.getElementById("print");
const problem = print.querySelector("[role=alert]");
const state = document.getElementById("print-state");
const first = document.getElementById("print-pass");
const again = document.getElementById("print-again");
const newPhoto = document.getElementById("new-photo");
const printed = document.getElementById("printed");
const sheet = document.getElementById("stock-a4");
const token = document.querySelector("meta[name=csrf]").content;

const blobs = new Map(); // frame -> address of what it shows
let photo = null;
let isBusy = false;

function complain(text) {
  problem.textContent = text;
  problem.hidden = !text;
}

function drop() {
  for (const address of blobs.values()) URL.revokeObjectURL(address);
  blobs.clear();
}

// What lies in the printer, as the server reads it: card, a4-3, with +back on both sides.
function stock() {
  const where = sheet.checked ? `a4-${document.getElementById("place").value}` : "card";
  return document.getElementById("both-sides").checked ? `${where}+back` : where;
}

async function words(answer) {
  if (answer.type === "opaqueredirect") return print.dataset.gone;
  if (answer.headers.get("Content-Type")?.startsWith("text/plain")) return answer.text();
  return answer.status === 413 ? print.dataset.large : print.dataset.failed;
}

async function ask(address, headers, body) {
  const answer = await fetch(address, {
    method: "POST",
    headers: { ...headers, "X-CSRFToken": token },
    body,
    redirect: "manual",
  });
  return answer.ok ? { pdf: await answer.blob() } : { refusal: await words(answer) };
}

// At zoom 100 a millimetre of the page is one of the screen, as far as the screen knows.
function show(frame, pdf) {
  const old = blobs.get(frame);
  if (old) URL.revokeObjectURL(old);
  blobs.set(frame, URL.createObjectURL(pdf));
  frame.addEventListener("load", () => frame.contentWindow.print(), { once: true });
  frame.src = `${blobs.get(frame)}#toolbar=0&navpanes=0&zoom=100`;
  frame.hidden = false;
  document.getElementById("destroyed").hidden = false;
}

async function go(frame, asked, then) {
  if (isBusy) return;
  isBusy = true;
  complain("");
  print.setAttribute("aria-busy", "true");
  state.textContent = print.dataset.preparing;
  try {
    const { pdf, refusal } = await asked();
    state.textContent = pdf ? print.dataset.ready : "";
    if (pdf) show(frame, pdf);
    else complain(refusal);
    if (pdf) then();
  } catch {
    state.textContent = "";
    complain(print.dataset.offline);
  }
  print.removeAttribute("aria-busy");
  isBusy = false;
}

function printCard() {
  const frame = document.getElementById("card");
  frame.classList.toggle("sheet", sheet.checked);
  const headers = { "Content-Type": "image/jpeg", "X-Stock": stock() };
  go(frame, () => ask(print.dataset.card, headers, photo), () => {
    first.hidden = true;
    again.hidden = newPhoto.hidden = printed.hidden = false;
  });
}

function printSlip() {
  const language = document.getElementById("slip-language").value;
  const body = new URLSearchParams({ language });
  go(document.getElementById("slip"), () => ask(print.dataset.slip, {}, body), () => {});
}

function showPlace() {
  document.getElementById("start").hidden = !sheet.checked;
}

camera.addEventListener("photo", (event) => {
  photo = event.detail;
  first.hidden = photo === null || !printed.hidden;
  again.hidden = photo === null || printed.hidden;
  complain("");
});
first.addEventListener("click", printCard);
again.addEventListener("click", printCard);
newPhoto.addEventListener("click", () => camera.dispatchEvent(new CustomEvent("restart")));
document.getElementById("print-slip").addEventListener("click", printSlip);
document.getElementById("stock-card").addEventListener("change", showPlace);
sheet.addEventListener("change", showPlace);
addEventListener("pagehide", drop);
