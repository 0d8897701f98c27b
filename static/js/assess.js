/* The assessment table: tick all on the page at once, and see how many are ticked. */
for (const form of document.querySelectorAll("form[data-assess]")) {
  const boxes = [...form.querySelectorAll("input[name=punkt]")];
  const all = form.querySelector("[data-all]");
  const told = form.querySelector("[data-chosen]");

  const tell = () => {
    const n = boxes.filter((box) => box.checked).length;
    told.textContent = n ? told.dataset.some.replace("{n}", n) : told.dataset.none;
    all.checked = n === boxes.length;
    all.indeterminate = n > 0 && n < boxes.length;
  };

  all.hidden = false;
  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
    tell();
  });
  for (const box of boxes) box.addEventListener("change", tell);
  tell();
}
