// A folkmotion's page: keeps the count fresh, and shows people that they have signed.
// Without this the page says the same a little later, and the signing page tells who has signed.

const INTERVAL = 60_000;

async function ask(address) {
  // "no-cache" asks whether it has changed; the browser's own copy may be a minute old.
  const answer = await fetch(address, { cache: "no-cache", headers: { Accept: "application/json" } });
  return answer.ok ? answer.json() : null;
}

async function refresh() {
  const shown = document.getElementById("raknare");
  if (!shown || document.hidden) return;
  const now = await ask(shown.dataset.count).catch(() => null);
  if (!now || now.counted_at === (shown.dataset.counted || null)) return;
  const answer = await fetch(location.pathname, { cache: "no-cache" }).catch(() => null);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const id of ["raknare", "raknare-kort"]) {
    const fresh = page.getElementById(id);
    if (fresh) document.getElementById(id)?.replaceWith(fresh);
  }
}

async function show(place) {
  const mine = await ask(place.dataset.mine).catch(() => null);
  if (!mine?.signed) return;
  const link = place.querySelector("[data-receipt]");
  link.href = link.dataset.receipt.replace("NUMMER", encodeURIComponent(mine.receipt));
  document.querySelectorAll("[data-unsigned]").forEach((part) => { part.hidden = true; });
  place.querySelector("[data-signed]").hidden = false;
}

document.querySelectorAll("[data-mine]").forEach(show);
setInterval(refresh, INTERVAL);
