// The photo goes out once a print, as the body of one POST; the card comes back as PDF.
// The photo stays in this page, so that a failure or a jam costs nothing but a click.
const camera = document.getElementById("camera");
const print = document.getElementById("print");
const problem = print.querySelector("[role=alert]");
const first = document.getElementById("print-pass");
const again = document.getElementById("print-again");
const newPhoto = document.getElementById("new-photo");
const printed = document.getElementById("printed");
const frame = document.getElementById("card");
const token = document.querySelector("meta[name=csrf]").content;

let photo = null;
let shown = null;
let isBusy = false;

function complain(text) {
  problem.textContent = text;
  problem.hidden = !text;
}

function drop() {
  if (shown) URL.revokeObjectURL(shown);
  shown = null;
}

async function words(answer) {
  if (answer.type === "opaqueredirect") return print.dataset.gone;
  if (answer.headers.get("Content-Type")?.startsWith("text/plain")) return answer.text();
  return answer.status === 413 ? print.dataset.large : print.dataset.failed;
}

async function ask() {
  const answer = await fetch(print.dataset.address, {
    method: "POST",
    headers: { "Content-Type": "image/jpeg", "X-CSRFToken": token },
    body: photo,
    redirect: "manual",
  });
  return answer.ok ? { pdf: await answer.blob() } : { refusal: await words(answer) };
}

function show(pdf) {
  drop();
  shown = URL.createObjectURL(pdf);
  first.hidden = true;
  again.hidden = newPhoto.hidden = printed.hidden = false;
  document.getElementById("destroyed").hidden = false;
  frame.addEventListener("load", () => frame.contentWindow.print(), { once: true });
  frame.src = `${shown}#toolbar=0&navpanes=0&view=Fit`;
}

async function go() {
  if (isBusy) return;
  isBusy = true;
  complain("");
  try {
    const { pdf, refusal } = await ask();
    if (pdf) show(pdf);
    else complain(refusal);
  } catch {
    complain(print.dataset.offline);
  }
  isBusy = false;
}

camera.addEventListener("photo", (event) => {
  photo = event.detail;
  print.hidden = photo === null;
  first.hidden = !printed.hidden;
  again.hidden = printed.hidden;
  complain("");
});
first.addEventListener("click", go);
again.addEventListener("click", go);
newPhoto.addEventListener("click", () => camera.dispatchEvent(new CustomEvent("restart")));
addEventListener("pagehide", drop);
