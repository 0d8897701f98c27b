// Entering answers from paper by keyboard: digits choose, Enter goes on and sends after the last question.
// Without this one goes on with Tab, chooses with the arrow keys, and Enter sends.

const form = document.querySelector(".entry form");
const GROUP = "[role=radiogroup], fieldset";
const CHOICES = "input[type=radio], input[type=checkbox]";
const FIELDS = "input:not([type=hidden]), textarea, select, button[type=submit]";

// One stop for each question: the choice that is made, or the first; and each field of its own.
function stops() {
  const found = new Map();
  for (const field of form.querySelectorAll(FIELDS)) {
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

function choose(field, digit) {
  const choices = [...field.closest(GROUP).querySelectorAll(CHOICES)];
  const chosen = choices[(digit || 10) - 1];
  if (!chosen) return;
  chosen.click();
  chosen.focus();
  if (chosen.type === "radio") {
    const all = stops();
    const place = all.findIndex(([, each]) => each === chosen);
    all[place + 1]?.[1].focus();
  }
}

function label(group) {
  const choices = [...group.querySelectorAll(CHOICES)].slice(0, 10);
  choices.forEach((choice, place) => {
    const key = document.createElement("kbd");
    key.textContent = String((place + 1) % 10);
    key.setAttribute("aria-hidden", "true");
    choice.before(key);
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

const groups = new Set([...form.querySelectorAll(CHOICES)].map((field) => field.closest(GROUP)));
groups.forEach(label);
document.querySelector("[data-entry-keys]").hidden = false;
