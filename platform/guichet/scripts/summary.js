(() => {
  // What is wrong comes first: the summary takes the focus, its links lead into the field.
  const summary = document.querySelector(":is(.conflict, .summary)[tabindex]");
  if (summary) summary.focus();
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".summary a[href^='#']");
    const target = link && control(decodeURIComponent(link.hash.slice(1)));
    if (!target) return;
    event.preventDefault();
    target.focus({ preventScroll: true });
    (target.closest(".field, fieldset") || target).scrollIntoView({ block: "start" });
  });
})();
