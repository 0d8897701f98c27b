// Entering answers from paper by keyboard: digits choose, Enter goes on and sends after the last question.
// Without this one goes on with Tab, chooses with the arrow keys, and Enter sends.

const form = document.querySelector(".entry form");
const GROUP = "[role=radiogroup], fieldset";
const CHOICES = "input[type=radio], input[type=checkbox]";
const FIELDS = "input:not([type=hidden]), textarea, select, button[type=submit]";

// Own words are asked for only where "something else" is chosen.
function isAsked(field) {
  const group = field.closest(".question__other")?.closest("fieldset");
  return !group || field.value || group.querySelector("input[value=other]").checked;
}

// One stop for each question: the choice that is made, or the first; and each field of its own.
function stops() {
  const found = new Map();
  for (const field of form.querySelectorAll(FIELDS)) {
    if (!isAsked(field)) continue;
    const group = field.matches(CHOICES) ? field.closest(GROUP) : field;
    if (!found.has(group) || (field.checked && field.type === "radio")) found.set(group, field);
  }
  return [...found.entries()];
}

function goOn(field) {
  const all = stops();
  const group = field.matches(CHOICES) ? field.closest(GROUP) : field;
  const next = all[all.findIndex(([each]) => each === group) + 1]?.[1];
  if (!next || next.matches("button")) form.requestSubmit();
  else next.focus();
}

// On a scale a digit is the step itself; else it counts the choices, and 0 is the tenth.
function choice(field, digit) {
  const choices = [...field.closest(GROUP).querySelectorAll(CHOICES)];
  const step = field.closest(".scale") && choices.find((each) => each.value === String(digit));
  return step || choices[(digit || 10) - 1];
}

function choose(field, digit) {
  const chosen = choice(field, digit);
  if (!chosen) return;
  chosen.click();
  chosen.focus();
  if (chosen.type === "radio") {
    const all = stops();
    const place = all.findIndex(([, each]) => each === chosen);
    all[place + 1]?.[1].focus();
  }
}

// Which digit chooses what. A scale shows its own; a matrix says it once, over its columns.
function number(labels) {
  labels.slice(0, 10).forEach((label, place) => {
    const key = document.createElement("kbd");
    key.textContent = String((place + 1) % 10);
    key.setAttribute("aria-hidden", "true");
    label.prepend(key);
  });
}

form.addEventListener("keydown", (event) => {
  const field = event.target;
  if (event.altKey || event.metaKey || event.isComposing) return;
  if (event.key === "Enter" && event.ctrlKey) {
    event.preventDefault();
    form.requestSubmit();
  } else if (event.key === "Enter" && !field.matches("textarea, button, a")) {
    event.preventDefault();
    goOn(field);
  } else if (/^[0-9]$/.test(event.key) && !event.ctrlKey && field.matches(CHOICES)) {
    event.preventDefault();
    choose(field, Number(event.key));
  }
});

for (const group of form.querySelectorAll("fieldset")) {
  number([...group.querySelectorAll(`.ds-field > :is(${CHOICES}) + label`)]);
  number([...group.querySelectorAll(".matrix__head > :not(.matrix__label)")]);
}
document.querySelector("[data-entry-keys]").hidden = false;
