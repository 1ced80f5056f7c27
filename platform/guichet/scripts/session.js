(() => {
  // Some minutes before the session ends it is said, and one press keeps it open. What is typed stays in any case.
  if (!document.body.dataset.session) return;
  const [idle, left] = document.body.dataset.session.split(" ").map((seconds) => seconds * 1000);
  const WARNED = Math.min(300000, idle / 2); // ms before the end
  const LOOKED = 10000; // ms between two looks at the clock: timers sleep when the device does
  const ends = Date.now() + left;
  // Another tab that talks to the server keeps the session of this one open as well.
  const channel = window.BroadcastChannel ? new BroadcastChannel("guichet-session") : null;
  let seen = Date.now();
  let box = null;

  const hide = () => {
    if (!box) return;
    if (box.contains(document.activeElement)) control("main").focus({ preventScroll: true });
    box.remove();
    box = null;
  };
  const alive = () => {
    seen = Date.now();
    hide();
  };
  step.seen = () => {
    alive();
    if (channel) channel.postMessage("");
  };
  const stay = async () => {
    const answer = await fetch("/session", { redirect: "manual", credentials: "same-origin" }).catch(() => null);
    if (answer && answer.ok) step.seen();
    else if (answer) over();
  };
  const show = (text, button) => {
    if (!box) {
      box = document.createElement("aside");
      box.setAttribute("aria-label", words["session-label"]);
      box.className = "note warning ending";
      box.append(document.createElement("p"));
      if (button) {
        const press = document.createElement("button");
        press.type = "button";
        press.className = "button second small";
        press.textContent = words["session-stay"];
        press.addEventListener("click", stay);
        box.append(press);
      }
      document.body.append(box);
    }
    const line = box.firstChild;
    if (line.textContent === text) return;
    // The minutes that go by are not said again each time.
    if (!line.textContent || !button) say(text);
    line.textContent = text;
  };
  const over = () => {
    hide();
    show(words["session-over"], false);
    clearInterval(timer);
  };
  const look = () => {
    const quiet = seen + idle - Date.now();
    const whole = ends - Date.now();
    const rest = Math.min(quiet, whole);
    const minutes = Math.max(1, Math.round(rest / 60000));
    if (rest <= 0) over();
    else if (rest > WARNED) hide();
    else show(words[`session-${quiet < whole ? "soon" : "ends"}`].replace("{n}", minutes), quiet < whole);
  };
  const timer = setInterval(look, LOOKED);
  document.addEventListener("visibilitychange", look);
  if (channel) {
    channel.postMessage(""); // this page has just been asked for
    channel.addEventListener("message", alive);
  }
})();
