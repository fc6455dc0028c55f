// One screen at a time in #app, cut from the templates of the page; these hold every word.

const app = document.querySelector("#app");

// Put the screen called `name` in the place of the one before; focus goes to its heading. With
// `language` only the parts in that language stay.
export function show(name, language = null) {
  const template = document.getElementById(name);
  const screen = template.content.firstElementChild.cloneNode(true);
  if (language) speak(screen, language);
  app.replaceChildren(screen);
  document.body.dataset.ground = template.dataset.ground || "bar";
  document.body.dataset.state = name;
  heading(screen).focus();
  return screen;
}

export function put(where, name, value) {
  for (const place of where.querySelectorAll(`[data-put=${name}]`)) place.textContent = value;
}

// Show what belongs to these facts: of the parts marked `data-when`, those that name one of them.
export function tell(where, facts) {
  for (const part of where.querySelectorAll("[data-when]")) {
    part.hidden = !part.dataset.when.split(" ").some((fact) => facts.includes(fact));
  }
}

// Leave of the parts in many languages the ones in this language.
export function speak(where, code) {
  for (const part of where.querySelectorAll("[data-speaks]")) {
    part.hidden = part.dataset.speaks !== code;
  }
  for (const button of where.querySelectorAll("[data-do=speak]")) {
    button.setAttribute("aria-pressed", String(button.lang === code));
  }
}

// The language of the browser among `codes`, else the first.
export function preferred(codes) {
  const wished = navigator.languages.map((language) => language.split("-")[0]);
  return wished.find((language) => codes.includes(language)) || codes[0];
}

// When the screen called `name` hides by itself: undefined (it stays), "" (as the owner of the
// phone set it) or a number of seconds.
export function hides(name) {
  return document.getElementById(name).dataset.hides;
}

// Call the action that a button names in `data-do`.
export function listen(actions) {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (button) actions[button.dataset.do](button);
  });
}

function heading(screen) {
  return [...screen.querySelectorAll("h1")].find((one) => !one.closest("[hidden]"));
}
