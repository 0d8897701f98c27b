// A questionnaire's page: hides questions that are not to be answered, and moves choices in a ranking.
// Without this the page says in words when to answer, and a ranking is made with lists of numbers.

function chosen(name) {
  const fields = [...document.getElementsByName(name)];
  // Rows of a matrix and ranked choices have names that go on after the question's own.
  const rows = document.querySelectorAll(`[name^="${CSS.escape(name)}--"]`);
  return [...fields, ...rows].filter((field) => field.checked).map((field) => field.value);
}

function decide(questions) {
  for (const question of questions) { // in order, so that a question that is hidden decides nothing
    const earlier = document.querySelector(`[id="${CSS.escape(question.dataset.shownIf.replace(/^svar-/, "fraga-"))}"]`);
    const wanted = JSON.parse(question.dataset.anyOf);
    const given = earlier?.hidden ? [] : chosen(question.dataset.shownIf);
    question.hidden = !given.some((value) => wanted.includes(value));
  }
}

const questions = [...document.querySelectorAll("[data-shown-if]")];
if (questions.length) {
  for (const question of questions) question.querySelector(".question__if").hidden = true;
  decide(questions);
  document.addEventListener("change", () => decide(questions));
}

// The field for own words is there when "something else" is chosen; else what is in it is not sent.
document.querySelectorAll(".question__other").forEach((place) => {
  const field = place.querySelector("input");
  const group = place.closest("fieldset");
  const box = group.querySelector("input[value=other]");
  if (field.value.trim() && (box.type === "checkbox" || !group.querySelector(":checked"))) box.checked = true;
  const show = () => { place.hidden = field.disabled = !box.checked; };
  group.addEventListener("change", show);
  show();
});

function words(text, values) {
  return text.replace(/\{(\w+)\}/g, (_all, name) => values[name]);
}

function rank(list) {
  const selects = [...list.querySelectorAll("select")];
  const label = (select) => list.querySelector(`label[for="${CSS.escape(select.id)}"]`).textContent.trim();
  const place = (select) => Number(select.value) || 0;
  const status = document.createElement("p");
  status.className = "ds-sr-only";
  status.setAttribute("role", "status");
  list.after(status);

  // One step up or down. What has no place gets the first free one, and goes out below the last one.
  const move = (select, step) => {
    const now = place(select);
    const last = Math.max(0, ...selects.map(place));
    const next = now ? now + step : last + 1;
    if (next < 1) return;
    const other = selects.find((each) => each !== select && place(each) === next);
    if (other) other.value = String(now);
    select.value = now && next > last ? "" : String(next);
    const x = label(select);
    status.textContent = words(select.value ? list.dataset.placed : list.dataset.unplaced, { x, n: select.value });
    select.dispatchEvent(new Event("change", { bubbles: true }));
  };

  for (const select of selects) {
    for (const [text, sign, step] of [[list.dataset.up, "↑", -1], [list.dataset.down, "↓", 1]]) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "ds-button";
      button.dataset.variant = "secondary";
      button.dataset.size = "sm";
      button.textContent = sign;
      button.setAttribute("aria-label", words(text, { x: label(select) }));
      button.addEventListener("click", () => move(select, step));
      select.parentElement.append(button);
    }
  }
}

document.querySelectorAll("[data-ranking]").forEach(rank);
