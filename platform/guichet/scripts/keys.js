// A security key or passkey: the browser is asked by a button, and what it answers goes with the form.
const form = document.querySelector("form[data-key]");
const note = document.getElementById("key-note");
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

const options = () => {
  const asked = JSON.parse(form.dataset.options);
  asked.challenge = bytes(asked.challenge);
  if (asked.user) asked.user.id = bytes(asked.user.id);
  [...(asked.excludeCredentials ?? []), ...(asked.allowCredentials ?? [])].forEach((key) => { key.id = bytes(key.id); });
  return asked;
};

const answered = (key) => {
  const response = {};
  ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"].forEach((name) => {
    if (key.response[name]) response[name] = text(key.response[name]);
  });
  return JSON.stringify({ id: key.id, rawId: text(key.rawId), type: key.type, response });
};

const tell = (words) => {
  note.textContent = words;
  note.hidden = false;
};

const ask = async () => {
  try {
    const asked = { publicKey: options() };
    const key = await (form.dataset.key === "add" ? navigator.credentials.create(asked) : navigator.credentials.get(asked));
    form.querySelector("[name=credential]").value = answered(key);
    form.submit();
  } catch (error) {
    // Whoever cancels, and whoever waits too long, are told alike by browsers.
    tell(error.name === "InvalidStateError" ? form.dataset.known : form.dataset.failed);
  }
};

if (window.PublicKeyCredential) {
  form.hidden = false;
  note.hidden = true;
  form.addEventListener("submit", (event) => {
    // Without a name no key is made that would then be of no use: the answer says what is missing.
    if (form.elements.name && !form.elements.name.value.trim()) return;
    event.preventDefault();
    ask();
  });
}
