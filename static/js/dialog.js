// Small helps on top of pages that work without them. Texts come from the page, already translated.

function count(note) {
  const field = document.getElementById(note.dataset.for);
  const limit = Number(note.dataset.counter);
  const number = new Intl.NumberFormat(document.documentElement.lang);
  const spoken = document.createElement("span");
  spoken.className = "ds-sr-only";
  spoken.setAttribute("role", "status");
  note.after(spoken);
  let timer;

  const show = () => {
    const left = limit - [...field.value].length;
    const text = left < 0 ? note.dataset.over : note.dataset.left;
    note.textContent = text.replace("{n}", number.format(Math.abs(left)));
    note.dataset.state = left < 0 ? "over" : "under";
  };
  field.addEventListener("input", () => {
    show();
    clearTimeout(timer); // screen readers hear it when the person pauses
    timer = setTimeout(() => { spoken.textContent = note.textContent; }, 1500);
  });
  if (field.value) show();
}

function copy(button) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.parentElement.querySelector("[role=status]").textContent = button.dataset.done;
  });
}

function print(button) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// A public page is the same for everyone; only the browser knows whether one is logged in.
function know() {
  const who = document.cookie.match(/(?:^|; )inloggad=(\w+)/)?.[1];
  const button = document.querySelector("[data-log-out]");
  if (!who || !button) return;
  button.textContent = button.dataset.logOut;
  button.href = button.dataset.href;
  document.querySelectorAll("[data-staff]").forEach((part) => { part.hidden = who !== "personal"; });
}

know();
document.querySelectorAll("[data-counter]").forEach(count);
document.querySelectorAll("[data-copy]").forEach(copy);
document.querySelectorAll("[data-print]").forEach(print);
document.querySelector("[data-focus]")?.focus();
document.addEventListener("submit", (event) => {
  const question = event.target.dataset.confirm;
  if (question && !window.confirm(question)) event.preventDefault();
});
