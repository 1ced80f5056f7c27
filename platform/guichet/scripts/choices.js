(() => {
  // Choices in a long list: what fits is offered while one types (ARIA 1.2 combobox); without an answer the button stays.
  const fields = document.getElementById("step-fields");
  const form = fields && fields.closest("form[data-choices]");
  if (!form || !window.fetch) return;

  const WAIT = 200; // after the last letter, in ms
  let timer = 0;
  let asking = null; // what can stop the question under way
  let open = null; // {input, list, choices, at}: the one list that is open

  const boxOf = (input) => input.closest("[data-search]");
  const part = (box, ending) => box.querySelector(`input[type=hidden][name="${box.dataset.search}${ending}"]`);

  const close = () => {
    if (!open) return;
    open.input.setAttribute("aria-expanded", "false");
    open.input.removeAttribute("aria-activedescendant");
    open.list.remove();
    open = null;
  };
  const stop = () => {
    window.clearTimeout(timer);
    if (asking) asking.abort();
    asking = null;
  };
  const point = (at) => {
    open.at = at;
    [...open.list.children].forEach((item, place) => item.setAttribute("aria-selected", String(place === at)));
    const item = open.list.children[at];
    if (item) {
      open.input.setAttribute("aria-activedescendant", item.id);
      item.scrollIntoView({ block: "nearest" });
    } else open.input.removeAttribute("aria-activedescendant");
  };
  const settled = (box, text, value) => {
    part(box, "#shown").value = text;
    part(box, "").value = value;
  };
  const choose = (at) => {
    const { input, choices } = open;
    const choice = choices[at];
    const box = boxOf(input);
    stop();
    close();
    input.value = choice.title;
    box.querySelectorAll(".matches, .matches ~ .button").forEach((item) => item.remove());
    if (choice.fills) {
      for (const [name, text] of Object.entries(choice.fills)) {
        const filled = form.elements.namedItem(name);
        if (!filled) continue;
        filled.value = text;
        filled.dispatchEvent(new Event("change", { bubbles: true }));
      }
      say(choice.title);
    } else settled(box, choice.title, choice.value);
    input.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const show = (input, choices) => {
    close();
    if (!choices.length || document.activeElement !== input) return;
    const list = document.createElement("ul");
    list.id = `${input.id}-list`;
    list.className = "offered";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", boxOf(input).querySelector("label").textContent);
    choices.forEach((choice, place) => {
      const item = document.createElement("li");
      item.id = `${list.id}-${place}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      item.textContent = choice.title;
      if (choice.hint) {
        const hint = document.createElement("span");
        hint.className = "hint";
        hint.textContent = choice.hint;
        item.append(hint);
      }
      list.append(item);
    });
    input.after(list);
    input.setAttribute("aria-expanded", "true");
    open = { input, list, choices, at: -1 };
  };
  const ask = async (input, first) => {
    stop();
    const stopper = asking = new AbortController();
    const body = new FormData();
    body.set("csrf_token", form.elements.namedItem("csrf_token").value);
    body.set("at", boxOf(input).dataset.search);
    body.set("q", input.value);
    try {
      const answer = await fetch(form.dataset.choices, { method: "POST", body, signal: stopper.signal, redirect: "error", credentials: "same-origin" });
      if (!answer.ok) throw new Error();
      const { choices, said } = await answer.json();
      if (asking !== stopper) return;
      show(input, choices);
      say(said);
      if (first && open) point(0);
    } catch {
      // Nobody answers: the button does the same by a whole page.
      if (asking === stopper) boxOf(input).querySelector(".seek .button").classList.remove("without-js");
    }
  };
  const enhance = () => {
    close();
    for (const input of fields.querySelectorAll("[data-search] .seek input:not([role])")) {
      input.setAttribute("role", "combobox");
      input.setAttribute("aria-autocomplete", "list");
      input.setAttribute("aria-expanded", "false");
      input.setAttribute("aria-controls", `${input.id}-list`);
    }
  };
  enhance();
  new MutationObserver((changes) => {
    if (changes.some((change) => change.target === fields)) enhance();
  }).observe(fields, { childList: true });

  const combobox = (event) => (event.target.getAttribute("role") === "combobox" ? event.target : null);
  fields.addEventListener("input", (event) => {
    const input = combobox(event);
    if (!input) return;
    stop();
    if (input.value.trim()) timer = window.setTimeout(() => ask(input), WAIT);
    else close();
  });
  fields.addEventListener("keydown", (event) => {
    const input = combobox(event);
    if (!input || event.isComposing) return;
    const last = open ? open.choices.length - 1 : 0;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const down = event.key === "ArrowDown";
      if (!open) ask(input, !event.altKey);
      else if (event.altKey) close();
      else point(down ? (open.at < last ? open.at + 1 : 0) : open.at > 0 ? open.at - 1 : last);
    } else if (event.key === "Enter" && open && open.at >= 0) {
      event.preventDefault();
      choose(open.at);
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      stop();
      close();
    } else if (open && (event.key === "Home" || event.key === "End" || event.key === "ArrowLeft" || event.key === "ArrowRight")) point(-1);
  });
  // Pressing a choice must not take the focus away before it counts.
  fields.addEventListener("mousedown", (event) => {
    if (event.target.closest(".offered")) event.preventDefault();
  });
  fields.addEventListener("click", (event) => {
    const item = event.target.closest(".offered [role=option]");
    if (item && open) choose([...open.list.children].indexOf(item));
  });
  fields.addEventListener("focusout", (event) => {
    if (!combobox(event)) return;
    stop();
    close();
  });
  // A card of what a whole page found stands for the text as well.
  fields.addEventListener("change", (event) => {
    const card = event.target.closest(".matches input[type=radio]");
    const box = card && boxOf(card);
    if (!box || !part(box, "#shown")) return;
    const text = card.nextElementSibling.firstChild.textContent;
    box.querySelector(".seek input").value = text;
    settled(box, text, card.value);
  });
})();
