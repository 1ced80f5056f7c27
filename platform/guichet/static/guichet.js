// Enhances the forms: everything here also works, by a round trip, without it.
(() => {
  "use strict";
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

  // What is wrong comes first: the summary takes the focus, its links lead into the field.
  const summary = document.querySelector(".summary[tabindex]");
  if (summary) summary.focus();
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".summary a[href^='#']");
    const target = link && control(decodeURIComponent(link.hash.slice(1)));
    if (!target) return;
    event.preventDefault();
    target.focus({ preventScroll: true });
    (target.closest(".field, fieldset") || target).scrollIntoView({ block: "start" });
  });

  // Files: size and kind are checked before anything is sent.
  const complain = (input, text) => {
    const id = `${input.id}-refused`;
    let note = control(id);
    if (!text) {
      if (note) note.remove();
    } else {
      if (!note) {
        note = document.createElement("p");
        note.id = id;
        note.className = "error";
        input.before(note);
      }
      note.textContent = text;
      say(text);
    }
    const others = (input.getAttribute("aria-describedby") || "").split(" ").filter((item) => item && item !== id);
    const described = text ? [...others, id] : others;
    if (described.length) input.setAttribute("aria-describedby", described.join(" "));
    else input.removeAttribute("aria-describedby");
  };
  const refusal = (input) => {
    const kinds = (input.accept || "").toLowerCase().split(",").filter(Boolean);
    for (const file of input.files) {
      const name = file.name.toLowerCase();
      if (kinds.length && !kinds.some((kind) => name.endsWith(kind))) return input.dataset.wrongKind.replace("{name}", file.name);
      if (file.size > Number(input.dataset.maxSize)) return input.dataset.tooLarge.replace("{name}", file.name);
    }
    return "";
  };
  document.addEventListener("change", (event) => {
    const input = event.target;
    if (input.type !== "file" || !input.dataset.maxSize) return;
    const text = refusal(input);
    if (text) input.value = "";
    complain(input, text);
  });

  const fields = document.getElementById("step-fields");
  const form = fields && fields.closest("form");
  if (!form || !window.fetch) return;

  // Fragments: the same address answers with the fields alone, redrawn for the answers given so far.
  let pending = null; // the exchange under way
  let again = false; // something changed meanwhile
  let sent = false; // the form itself is leaving

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
    template.remove();
    if (before && !now) before.remove();
    else if (before && before.textContent !== now.textContent) before.replaceChildren(...now.childNodes);
    else if (now && !before) document.querySelector("main h1").after(now);
  };
  const focusAfter = (action, id) => {
    const [verb, pointer] = action.split(":");
    if (verb === "add" || verb === "remove") {
      const rows = [...fields.querySelectorAll("[data-rows]")].find((item) => item.dataset.rows === (verb === "add" ? pointer : pointer.replace(/\/\d+$/, "")));
      const row = verb === "add" && rows && [...rows.querySelectorAll(":scope > .line-item")].pop();
      const target = (row && row.querySelector("input:not([type=hidden]), select, textarea")) || (rows && rows.querySelector("button[value^='add:'], input:not([type=hidden])"));
      const place = target || control(`f${pointer.replace(/\/\d+$/, "").replaceAll("/", "-")}`);
      if (place) {
        place.focus();
        return;
      }
    }
    const target = control(id);
    if (target && target !== document.activeElement) target.focus({ preventScroll: true });
  };
  const leave = (action) => {
    const button = document.createElement("button");
    button.name = "action";
    button.value = action;
    button.hidden = true;
    form.append(button);
    form.requestSubmit(button);
  };
  const exchange = async (action) => {
    const before = state();
    const body = new FormData(form);
    body.set("action", action);
    const answer = await fetch(form.getAttribute("action") || window.location.href, { method: "POST", body, headers: { "X-Guichet-Fragment": "1", "X-Guichet-Wrong": told() }, redirect: "manual", credentials: "same-origin" });
    if (!answer.ok || answer.type === "opaqueredirect") return false;
    const html = await answer.text();
    const now = state();
    const active = document.activeElement;
    const inside = fields.contains(active);
    const range = inside && typeof active.selectionStart === "number" ? [active.selectionStart, active.selectionEnd] : null;
    fields.innerHTML = html;
    const summary = fields.querySelector("template[data-summary]");
    if (summary) summarise(summary);
    restore(before, now);
    const version = answer.headers.get("X-Guichet-Version");
    const held = form.elements.namedItem("version");
    if (version && held) held.value = version;
    if (inside || action !== "update") focusAfter(action, active.id);
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
    const texts = fields.querySelector("[data-updated]");
    if (texts && (drawn.length !== before.size || drawn.some((item) => !before.has(item)))) say(texts.dataset.updated);
    return true;
  };
  const refresh = (action) => {
    if (pending) {
      again = true;
      return;
    }
    fields.setAttribute("aria-busy", "true");
    pending = exchange(action)
      .catch(() => null)
      .then((done) => {
        pending = null;
        fields.removeAttribute("aria-busy");
        if (done === false) leave(action);
        else if (again) {
          again = false;
          refresh("update");
        } else if (done === null) {
          const texts = fields.querySelector("[data-failed]");
          if (texts) say(texts.dataset.failed);
        }
      });
  };

  fields.addEventListener("change", (event) => {
    if (event.target.closest("[data-drives]")) refresh("update");
  });
  fields.addEventListener("click", (event) => {
    const button = event.target.closest("button[name='action']");
    if (!button || !/^(add|remove):/.test(button.value) || pending) return;
    event.preventDefault();
    refresh(button.value);
  });
  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (sent) event.preventDefault();
    else if (pending) {
      event.preventDefault();
      pending.then(() => leave(button && button.name === "action" ? button.value : "next"));
    } else sent = true;
  });
  window.addEventListener("pageshow", () => { sent = false; });
})();
