(() => {
  const { form } = step;
  const fields = document.getElementById("step-fields");
  if (!form || !fields || !window.fetch) return;

  // Fragments: the same address answers with the fields alone, redrawn for the answers given so far.
  let again = ""; // what was asked for meanwhile

  const state = () => {
    const found = new Map();
    for (const item of fields.querySelectorAll("input[id], select[id], textarea[id]")) {
      if (item.type !== "file") found.set(item.id, item.type === "radio" || item.type === "checkbox" ? item.checked : item.value);
    }
    return found;
  };
  const restore = (before, now) => {
    for (const [id, value] of now) {
      const item = control(id);
      if (!item || before.get(id) === value) continue;
      if (typeof value === "boolean") item.checked = value;
      else item.value = value;
    }
  };
  // What the page already complains about, as pointers: only that is told again in a fragment.
  const told = () => {
    const links = [...document.querySelectorAll(".summary a[href*='#f-']")].map((link) => decodeURIComponent(link.hash.slice(1)));
    const notes = [...fields.querySelectorAll("p.error[id$='-error']")].map((note) => note.id.replace(/-error$/, ""));
    return [...new Set([...links, ...notes])].map((id) => id.slice(1).replaceAll("-", "/")).join(" ");
  };
  // The summary at the top says what the fields say: what has not changed is not announced again.
  const summarise = (template) => {
    const before = document.querySelector(".summary[tabindex]");
    const now = template.content.firstElementChild;
    const mark = `${template.dataset.summary} `;
    const title = document.title.startsWith(mark) ? document.title.slice(mark.length) : document.title;
    document.title = now ? mark + title : title;
    if (before && !now) before.remove();
    else if (before && before.textContent !== now.textContent) before.replaceChildren(...now.childNodes);
    else if (now && !before) document.querySelector("main h1").after(now);
  };
  // What the answers change around the fields: progress, documents to bring, when all this was saved.
  const around = (template) => {
    const place = control(template.dataset.into);
    const [old, now] = [place, template.content].map((item) => item && item.textContent.replace(/\s+/g, " ").trim());
    if (place && old !== now) place.replaceChildren(template.content);
  };
  // After a search the first of what was found, else its text; after filling the first field that was filled.
  const found = (pointer) => {
    const box = [...fields.querySelectorAll("[data-search]")].find((item) => item.dataset.search === pointer);
    return (box && (box.querySelector(".matches input") || box.querySelector(".seek input"))) || control(`f${pointer.replaceAll("/", "-")}--member`);
  };
  // After a button of rows or files the server names the place where reading goes on; in a new row its first control.
  const focusAfter = (action, id, named) => {
    const [verb, pointer] = action.split(":");
    const place = control(named);
    const first = place && verb === "add" && place.querySelector("input:not([type=hidden]), select, textarea");
    const target = first || place || (verb === "search" || verb === "fill" ? found(pointer) : control(id) || control(id.replace(/-\d+$/, "")));
    if (!target || target === document.activeElement) return;
    for (let around = target.closest("details"); around; around = around.parentElement.closest("details")) around.open = true;
    target.focus({ preventScroll: !place });
  };
  const leave = (action) => {
    const button = document.createElement("button");
    button.name = "action";
    button.value = action;
    button.hidden = true;
    form.append(button);
    form.requestSubmit(button);
  };
  const draw = (html, before, action, named) => {
    const now = state();
    const active = document.activeElement;
    const inside = fields.contains(active);
    const range = inside && typeof active.selectionStart === "number" ? [active.selectionStart, active.selectionEnd] : null;
    fields.innerHTML = html;
    for (const template of fields.querySelectorAll("template")) {
      if (template.dataset.into) around(template);
      else summarise(template);
      template.remove();
    }
    restore(before, now);
    if (inside || action !== "update") focusAfter(action, active.id, named);
    const typing = document.activeElement;
    if (range && typing.id === active.id) {
      try { typing.setSelectionRange(...range); } catch { /* this kind of field has no selection */ }
    } else if (inside && typing.id === active.id && typing.type === "email") {
      // No selection can be set here; a value given anew puts the cursor at its end, where people type.
      const { value } = typing;
      typing.value = "";
      typing.value = value;
    }
    const drawn = [...state().keys()];
    if (drawn.length !== before.size || drawn.some((item) => !before.has(item))) say(words.updated);
    document.dispatchEvent(new Event("guichet:drawn"));
  };
  const exchange = async (action) => {
    await preparing;
    const before = state();
    const body = new FormData(form);
    body.set("action", action);
    step.dirty = false;
    const answer = await step.post(body, { "X-Guichet-Wrong": told() });
    if (!answer.ok || answer.type === "opaqueredirect") return false;
    const html = await answer.text();
    step.take(answer);
    draw(html, before, action, answer.headers.get("X-Guichet-Focus"));
    return true;
  };
  const next = () => {
    const action = again;
    again = "";
    if (action && !step.sent) refresh(action);
  };
  const refresh = (action) => {
    if (step.pending) {
      if (!again) step.pending.then(next);
      if (action !== "update" || !again) again = action;
      return;
    }
    fields.setAttribute("aria-busy", "true");
    step.pending = exchange(action)
      .catch(() => null)
      .then((done) => {
        step.pending = null;
        fields.removeAttribute("aria-busy");
        if (!done) step.dirty = true;
        if (done === false) leave(action);
        else if (done === null && !again) say(words["update-failed"]);
      });
  };
  // For what is saved while typing: the state to compare with, and the way to draw an answer that changed the fields.
  step.before = () => [state(), told()];
  step.draw = draw;

  form.addEventListener("formdata", (event) => {
    if (step.version) event.formData.set("version", step.version);
  });
  fields.addEventListener("change", (event) => {
    if (event.target.closest("[data-drives]")) refresh("update");
  });
  fields.addEventListener("click", (event) => {
    const button = event.target.closest("button[name='action']");
    if (!button || !button.value.includes(":")) return;
    event.preventDefault();
    refresh(button.value);
  });
  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (step.sent) event.preventDefault();
    else if (step.pending) {
      event.preventDefault();
      step.pending.then(() => leave(button && button.name === "action" ? button.value : "next"));
    } else step.sent = true;
  });
  window.addEventListener("pageshow", (event) => {
    step.sent = false;
    // Kept whole by the browser, the page may be behind what is saved: it is asked for anew, unless it holds more.
    if (event.persisted && !step.dirty) window.location.replace(form.getAttribute("action"));
  });
  // Going back to a page that answered a post asks for it by its address instead of posting a second time.
  window.history.replaceState(null, "", window.location.href);
})();
