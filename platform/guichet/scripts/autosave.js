(() => {
  // What is typed is saved a while after the last change and when the page goes out of sight; see `step`.
  const { form } = step;
  const line = control("saved");
  if (!form || !line || !line.matches("[data-autosave]") || !step.draw) return;
  const AFTER = 3000; // ms without a change
  const ATMOST = 20000; // ms from the first change
  let timer = 0;
  let since = 0;
  let wait = 0; // ms before the next attempt, after one that failed
  let stopped = false;

  const show = (text, wrong) => {
    if (wrong && line.textContent !== text) say(text);
    line.textContent = text;
    line.classList.toggle("failed", Boolean(wrong));
  };
  const arm = (delay) => {
    since = since || Date.now();
    if (timer && Date.now() - since > ATMOST) return;
    clearTimeout(timer);
    timer = setTimeout(save, delay);
  };
  // A question that others hang on is saved once it is answered, not in the middle of a word.
  const deciding = () => document.activeElement.matches("[data-drives] :is(textarea, input:not([type=radio], [type=checkbox]))");
  const attempt = async (unread) => {
    const [before, wrong] = step.before();
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === "string") body.append(name, value);
    body.set("action", unread ? "autosave:unread" : "autosave");
    step.dirty = false;
    const answer = await step.post(body, { "X-Guichet-Wrong": wrong }, { keepalive: unread });
    const text = await answer.text();
    const plain = (answer.headers.get("Content-Type") || "").startsWith("text/plain");
    if (answer.ok) {
      step.take(answer);
      wait = 0;
      if (plain) show(text);
      else step.draw(text, before, "update");
      if (step.dirty) arm(AFTER);
    } else if (answer.status >= 500 || answer.status === 429) throw new Error(answer.status);
    else {
      stopped = step.dirty = true;
      show(plain ? text : words["steps-autosave-stopped"], true);
    }
  };
  const save = (unread) => {
    clearTimeout(timer);
    timer = since = 0;
    if (!step.dirty || stopped || step.sent) return;
    if (step.pending) {
      step.pending.then(() => save(unread));
      return;
    }
    if (unread !== true && deciding()) {
      arm(AFTER);
      return;
    }
    step.pending = attempt(unread === true)
      .catch(() => {
        step.dirty = true;
        show(words["steps-autosave-failed"], true);
        wait = Math.min(60000, (wait || 5000) * 2);
        arm(wait);
      })
      .then(() => { step.pending = null; });
  };

  const typed = (event) => {
    if (event.target.type === "file" || event.target.form !== form) return;
    step.dirty = true;
    if (!stopped && !wait) arm(AFTER);
  };
  document.addEventListener("guichet:drawn", () => {
    wait = 0;
    line.classList.remove("failed");
  });
  // Before any other listener: what these send is saved, and then no more to be saved.
  document.addEventListener("input", typed, true);
  document.addEventListener("change", typed, true);
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") save(true); });
  window.addEventListener("pagehide", () => save(true));
  window.addEventListener("online", () => save());
  window.addEventListener("beforeunload", (event) => {
    if (step.dirty && !step.sent && (wait || stopped)) event.preventDefault();
  });
})();
