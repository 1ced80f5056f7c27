// What every other part uses.
const root = document.documentElement;
root.classList.add("js");

const live = document.getElementById("live");
const say = (text) => {
  if (live && text) {
    live.textContent = "";
    window.setTimeout(() => { live.textContent = text; }, 50);
  }
};
const control = (id) => (id ? document.getElementById(id) : null);
// Photographs being made smaller, if any: nothing is sent meanwhile.
let preparing = null;

// The form of a step or of the review page. One exchange with the server at a time; `dirty` tells that something was
// typed since the last one, `sent` that the form itself is leaving.
const step = {
  form: document.getElementById("answers"),
  version: null,
  pending: null,
  dirty: false,
  sent: false,
  post(body, headers, more) {
    return fetch(step.form.getAttribute("action"), { method: "POST", body, headers: { "X-Guichet-Fragment": "1", ...headers }, redirect: "manual", credentials: "same-origin", ...more });
  },
  // The version is put into what is sent: a browser going back would bring the old one back into the control.
  take(answer) {
    if (step.seen) step.seen();
    step.version = answer.headers.get("X-Guichet-Version") || step.version;
  },
};
