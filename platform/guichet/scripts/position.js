(() => {
  // A place: its position is read from the device when the person asks for it.
  if (!navigator.geolocation || !window.isSecureContext) return;
  root.classList.add("locates");
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-point] button");
    if (!button || button.getAttribute("aria-disabled")) return;
    const id = button.parentNode.dataset.point;
    // The fields may have been redrawn meanwhile: they are looked for again.
    const tell = (key, fill = (text) => text) => {
      const place = document.querySelector(`[data-point="${id}"]`);
      if (!place) return;
      const note = place.querySelector(".located");
      note.textContent = fill(words[`point-${key}`]);
      note.hidden = false;
      say(note.textContent);
    };
    const done = () => button.removeAttribute("aria-disabled");
    const number = (value, digits) => value.toLocaleString(root.lang, { maximumFractionDigits: digits, useGrouping: false });
    button.setAttribute("aria-disabled", "true");
    tell("searching");
    navigator.geolocation.getCurrentPosition(({ coords }) => {
      done();
      const inputs = [["lat", coords.latitude], ["lon", coords.longitude]].map(([part, value]) => [control(`${id}-${part}`), value]);
      if (inputs.some(([input]) => !input)) return;
      inputs[0][0].closest("details").open = true;
      for (const [input, value] of inputs) input.value = number(value, 5);
      inputs[0][0].dispatchEvent(new Event("change", { bubbles: true }));
      tell("found", (text) => text.replace("{metres}", number(coords.accuracy, 0)));
    }, (error) => {
      done();
      tell(error.code === error.PERMISSION_DENIED ? "refused" : "unknown");
    }, { enableHighAccuracy: true, timeout: 20000, maximumAge: 60000 });
  });
})();
