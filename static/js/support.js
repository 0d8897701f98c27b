// The button on an idea's page supports it at once, where nothing stands in the way.
// Without this, or when anything is unusual, the button leads to a page with the same button.

async function ask(address) {
  const answer = await fetch(address, { cache: "no-store", headers: { Accept: "application/json" } });
  return answer.ok ? answer.json() : null;
}

function say(place, words) {
  place.querySelector("[role=status]").textContent = words;
}

function label(place, supports) {
  place.querySelector("a").textContent = supports ? place.dataset.takeBack : place.dataset.add;
}

async function send(place, state) {
  const answer = await fetch(state.supports ? place.dataset.undo : place.dataset.send, {
    method: "POST",
    headers: { Accept: "application/json" },
    body: new URLSearchParams({ csrf_token: state.token, website: "" }),
  });
  if (!answer.ok || answer.redirected) return false;
  state.supports = !state.supports;
  label(place, state.supports);
  say(place, state.supports ? place.dataset.thanks : place.dataset.takenBack);
  return true;
}

async function prepare(place) {
  const state = await ask(place.dataset.support).catch(() => null);
  if (!state) return;
  const link = place.querySelector("a");
  if (state.own) {
    link.hidden = true;
    say(place, place.dataset.own);
    return;
  }
  if (!state.can_send) return;
  link.setAttribute("role", "button");
  label(place, state.supports);
  link.addEventListener("keydown", (event) => {
    if (event.key !== " ") return;
    event.preventDefault();
    link.click();
  });
  let busy = false;
  link.addEventListener("click", async (event) => {
    event.preventDefault();
    if (busy) return;
    busy = true;
    const done = await send(place, state).catch(() => false);
    busy = false;
    if (!done) location.assign(link.href);
  });
}

document.querySelectorAll("[data-support]").forEach(prepare);
