// Which rules a password being chosen keeps, and a button that shows it. The server alone decides.
const rules = document.querySelector("[data-rules-for]");
const field = document.getElementById(rules.dataset.rulesFor);
const live = document.getElementById("live");
const keeps = {
  length: (text, rule) => [...text].length >= Number(/\d+/.exec(rule.textContent)),
  upper: (text) => /\p{Lu}/u.test(text),
  lower: (text) => /\p{Ll}/u.test(text),
  digit: (text) => /\p{Nd}/u.test(text),
};
const checked = [...rules.children].filter((rule) => keeps[rule.dataset.rule]);
let later = 0;

field.addEventListener("input", () => {
  const text = field.value.normalize("NFKC");
  checked.forEach((rule) => rule.classList.toggle("kept", keeps[rule.dataset.rule](text, rule)));
  const missing = checked.filter((rule) => !rule.classList.contains("kept")).map((rule) => rule.textContent);
  window.clearTimeout(later);
  // Told once the fingers rest: a voice at each key would be in the way.
  later = window.setTimeout(() => {
    live.textContent = missing.length ? `${rules.dataset.missing} ${missing.join(", ")}` : rules.dataset.kept;
  }, 1000);
});

const button = document.createElement("button");
button.type = "button";
button.className = "link";
button.textContent = rules.dataset.show;
button.addEventListener("click", () => {
  const shown = field.type === "password";
  field.type = shown ? "text" : "password";
  button.textContent = shown ? rules.dataset.hide : rules.dataset.show;
});
field.after(button);
// What is shown is hidden again before it is sent: browsers offer to keep it only then.
field.form.addEventListener("submit", () => { field.type = "password"; });
