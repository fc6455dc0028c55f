// One screen at a time in #app, cut from the templates of the page; these hold every word.

const app = document.querySelector("#app");

// Put the screen called `name` in the place of the one before; focus goes to its heading.
export function show(name) {
  const template = document.getElementById(name);
  const screen = template.content.firstElementChild.cloneNode(true);
  app.replaceChildren(screen);
  document.body.dataset.ground = template.dataset.ground || "bar";
  document.body.dataset.state = name;
  screen.querySelector("h1").focus();
  return screen;
}

export function put(where, name, value) {
  for (const place of where.querySelectorAll(`[data-put=${name}]`)) place.textContent = value;
}

// Seconds after which the screen called `name` hides by itself; 0: it stays.
export function hidesAfter(name) {
  return Number(document.getElementById(name).dataset.hides || 0);
}

// Call the action that a button names in `data-do`.
export function listen(actions) {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (button) actions[button.dataset.do]();
  });
}
