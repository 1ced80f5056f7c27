// The preview of a definition: looks every second whether the file was saved, and shows the page anew.
const bar = document.getElementById("preview");
if (!bar || !window.fetch) return;
const EVERY = 1000; // milliseconds
const PLACE = "guichet-preview-place";
const form = document.getElementById("answers");
let typed = false;

// Back to where one was reading, and say that the page is another one.
const place = JSON.parse(sessionStorage.getItem(PLACE) || "null");
sessionStorage.removeItem(PLACE);
if (place && place.path === window.location.pathname) {
  const there = place.id && document.getElementById(place.id);
  if (there) there.focus({ preventScroll: true });
  window.scrollTo(0, place.top);
  const live = document.getElementById("live");
  window.setTimeout(() => { live.textContent = bar.dataset.renewed; }, 100);
}

const renew = () => {
  const active = document.activeElement;
  sessionStorage.setItem(PLACE, JSON.stringify({ path: window.location.pathname, top: window.scrollY, id: active ? active.id : "" }));
  if (!form || !typed) {
    window.location.reload();
    return;
  }
  // What was typed and not saved yet goes with the form, by the button that only redraws it.
  const button = document.createElement("button");
  button.name = "action";
  button.value = "update";
  button.hidden = true;
  form.append(button);
  form.requestSubmit(button);
};
const look = async () => {
  if (!document.hidden) {
    try {
      const answer = await fetch(bar.dataset.state, { cache: "no-store", redirect: "error" });
      if (answer.ok && (await answer.text()).trim() !== bar.dataset.stamp) {
        renew();
        return;
      }
    } catch { /* The preview was stopped: it may be started again. */ }
  }
  window.setTimeout(look, EVERY);
};
if (form) form.addEventListener("input", () => { typed = true; });
window.setTimeout(look, EVERY);
