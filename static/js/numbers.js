// Could this be a BSN? The eleven test, in the browser alone: the field has no name,
// is never sent, and empties when it is left and after 20 seconds.
const EMPTY_AFTER_MS = 20000;
const WEIGHTS = [9, 8, 7, 6, 5, 4, 3, 2, -1];

const box = document.getElementById("number-check");
const field = document.getElementById("number");
const result = document.getElementById("number-result");
let timer;

function couldBe(digits) {
  const sum = WEIGHTS.reduce((total, weight, place) => total + weight * Number(digits[place]), 0);
  return sum % 11 === 0 && /[1-9]/.test(digits);
}

function empty() {
  clearTimeout(timer);
  field.value = "";
}

field.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(empty, EMPTY_AFTER_MS);
  const digits = field.value.replace(/\D/g, "");
  const { could, cannot } = box.dataset;
  result.textContent = digits.length < 9 ? "" : digits.length === 9 && couldBe(digits) ? could : cannot;
});
field.addEventListener("keydown", (event) => {
  if (event.key === "Enter") event.preventDefault(); // the number is no answer to the page
});
field.addEventListener("blur", empty);
addEventListener("pagehide", empty);
box.hidden = false;
