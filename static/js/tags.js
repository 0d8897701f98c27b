/* Tags by number: whoever stands on a tag presses 1 to 9 to tick that one of the same text. */
const LAST = 9;

for (const form of document.querySelectorAll("form[data-tags]")) {
  form.querySelector("[data-hint]")?.removeAttribute("hidden");
  form.addEventListener("keydown", (event) => {
    const number = Number(event.key);
    if (event.ctrlKey || event.altKey || event.metaKey || !(number >= 1 && number <= LAST)) return;
    const boxes = event.target.closest("fieldset")?.querySelectorAll("input[type=checkbox]");
    if (!boxes?.[number - 1]) return;
    event.preventDefault();
    boxes[number - 1].click();
    boxes[number - 1].focus();
  });
}
