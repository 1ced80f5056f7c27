(() => {
  // Long texts: how many characters are left, as the server counts them; what is too long is never cut.
  const rules = new Intl.PluralRules(root.lang);
  const figures = new Intl.NumberFormat(root.lang);
  const SOON = 0.75; // of the limit: from here on it is said aloud, and shown below a single line
  let timer = 0;

  const count = (item, typing) => {
    let note = control(`${item.id}-count`);
    if (!note) {
      note = document.createElement("p");
      note.id = `${item.id}-count`;
      note.className = "hint count";
      item.after(note);
    }
    const limit = Number(item.dataset.limit);
    const used = [...item.value.normalize("NFC").trim()].length;
    const left = limit - used;
    const near = used >= limit * SOON;
    const kind = `count-${left < 0 ? "over" : "left"}-${rules.select(Math.abs(left)) === "one" ? "one" : "other"}`;
    note.textContent = words[kind].replace("{n}", figures.format(Math.abs(left)));
    note.classList.toggle("over", left < 0);
    note.hidden = item.type !== "textarea" && !near;
    clearTimeout(timer);
    if (typing && near) timer = setTimeout(() => say(note.textContent), 1500);
  };
  const all = () => document.querySelectorAll("[data-limit]").forEach((item) => count(item));
  document.addEventListener("input", (event) => {
    if (event.target.matches("[data-limit]")) count(event.target, true);
  });
  document.addEventListener("guichet:drawn", all);
  window.addEventListener("pageshow", all);
})();
