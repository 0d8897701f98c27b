// Saves what is typed by itself, for those who have logged in. Texts come from the page.
// Without this every page is saved when it is sent.

const PAUSE = 2000; // milliseconds after the last key

function keep(place) {
  const form = place.querySelector("form");
  const status = place.querySelector("[data-autosave-status]");
  let timer;
  let saving = Promise.resolve();

  const say = (text) => { if (status.textContent !== text) status.textContent = text; };

  const save = async () => {
    const answer = await fetch(place.dataset.autosave, {
      method: "POST",
      body: new URLSearchParams(new FormData(form)),
      headers: { Accept: "application/json" },
      redirect: "error", // to the login: the person is no longer logged in
    });
    const told = await answer.json();
    for (const [name, value] of Object.entries(told.fields ?? {})) form.elements[name].value = value;
    say(answer.ok ? place.dataset.saved.replace("{time}", told.saved) : told.error);
  };

  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      saving = saving.then(save).catch(() => say(place.dataset.failed)); // one at a time, in order
    }, PAUSE);
  };
  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
  form.addEventListener("submit", () => clearTimeout(timer));
}

document.querySelectorAll("[data-autosave]").forEach(keep);
