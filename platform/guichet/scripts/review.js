(() => {
  // The tracking number into the clipboard, where the browser has one for this page.
  for (const button of document.querySelectorAll("[data-copy]")) {
    const number = control(button.dataset.copy);
    if (!number || !navigator.clipboard) button.hidden = true;
    else button.addEventListener("click", () => {
      navigator.clipboard.writeText(number.textContent.trim()).then(() => say(button.dataset.done), () => window.getSelection().selectAllChildren(number));
    });
  }
  for (const button of document.querySelectorAll("[data-print]")) button.addEventListener("click", () => window.print());
  // «Modifier» leads to one field of a step: the cursor goes there, unless something is wrong first.
  const asked = window.location.hash.startsWith("#f-") && !document.querySelector(".summary[tabindex]") && control(decodeURIComponent(window.location.hash.slice(1)));
  if (asked) {
    asked.focus({ preventScroll: true });
    (asked.closest(".field, fieldset") || asked).scrollIntoView({ block: "start" });
  }
})();
