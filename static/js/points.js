// Points to distribute: says how many there are left while one gives them, and gives by buttons too.
// Without this one writes numbers, and the page says how many are left when it comes back.

const QUIET_FOR = 1000;

function words(text, values) {
  return text.replace(/\{(\w+)\}/g, (_all, name) => values[name]);
}

function distribute(group) {
  const fields = [...group.querySelectorAll("input")];
  const note = group.querySelector("[data-points-left]");
  const spoken = document.createElement("span");
  spoken.className = "ds-sr-only";
  spoken.setAttribute("role", "status");
  note.after(spoken);
  let timer;

  const given = (field) => Number(field.value.replace(/\s/g, "")) || 0;
  const left = () => Number(group.dataset.points) - fields.reduce((sum, field) => sum + given(field), 0);
  const buttons = [];
  const show = () => {
    const n = left();
    note.textContent = words(n < 0 ? note.dataset.over : note.dataset.left, { n: Math.abs(n) });
    note.dataset.state = n < 0 ? "over" : "under";
    // Not `disabled`: whoever is on the button would lose their place.
    for (const [button, field, step] of buttons) {
      button.setAttribute("aria-disabled", String(step > 0 ? n < 1 : given(field) < 1));
    }
    clearTimeout(timer); // screen readers hear it when the person pauses
    timer = setTimeout(() => { spoken.textContent = note.textContent; }, QUIET_FOR);
  };

  for (const field of fields) {
    const x = group.querySelector(`label[for="${CSS.escape(field.id)}"]`).textContent.trim();
    for (const [text, sign, step] of [[group.dataset.less, "−", -1], [group.dataset.more, "+", 1]]) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "ds-button";
      button.dataset.variant = "secondary";
      button.textContent = sign;
      button.setAttribute("aria-label", words(text, { x }));
      button.addEventListener("click", () => {
        if (button.getAttribute("aria-disabled") === "true") return;
        field.value = String(given(field) + step || "");
        field.dispatchEvent(new Event("input", { bubbles: true }));
        field.dispatchEvent(new Event("change", { bubbles: true }));
      });
      buttons.push([button, field, step]);
      if (step < 0) field.before(button); else field.after(button);
    }
  }
  group.addEventListener("input", show);
  show();
}

document.querySelectorAll("[data-points]").forEach(distribute);
