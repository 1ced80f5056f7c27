(() => {
  // Files: kind, size and number are checked before anything is sent.
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

  // Photographs too heavy to be sent are made smaller here, upright and without what the camera noted beside them.
  const MEGA = 1048576;
  const SIDES = [2400, 1800, 1350, 1000];
  const QUALITIES = [0.85, 0.7, 0.55];
  const opened = async (file) => {
    const picture = new Image();
    picture.src = URL.createObjectURL(file);
    try {
      await picture.decode();
    } finally {
      URL.revokeObjectURL(picture.src);
    }
    return picture;
  };
  const reduced = async (picture) => {
    const canvas = document.createElement("canvas");
    const pen = canvas.getContext("2d");
    for (const side of SIDES) {
      const scale = Math.min(1, side / Math.max(picture.naturalWidth, picture.naturalHeight));
      canvas.width = Math.max(1, Math.round(picture.naturalWidth * scale));
      canvas.height = Math.max(1, Math.round(picture.naturalHeight * scale));
      pen.fillStyle = "#fff";
      pen.fillRect(0, 0, canvas.width, canvas.height);
      pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
      for (const quality of QUALITIES) {
        const made = await new Promise((done) => { canvas.toBlob(done, "image/jpeg", quality); });
        if (made && made.size <= LARGEST) return made;
      }
    }
    return null;
  };
  const mega = (size) => Math.max(size / MEGA, 0.1).toLocaleString(root.lang, { maximumFractionDigits: 1 });
  const about = (text, file) => text.replace("{name}", file.name);
  // What may be sent for a file, and what is to be said about it; throws the sentence when there is nothing to send.
  const fitting = async (file, input) => {
    const name = file.name.toLowerCase();
    const known = input.accept.split(",").some((kind) => kind.startsWith(".") && name.endsWith(kind));
    if (known && file.size <= LARGEST) return { file };
    const refusal = about(words[known ? "file-too-large" : "file-wrong-kind"], file);
    if (!/^image\//.test(file.type) && !/\.hei[cf]$/.test(name)) throw refusal;
    const picture = await opened(file).catch(() => { throw about(words["files-unreadable"], file); });
    const made = await reduced(picture);
    if (!made) throw refusal;
    const text = about(words["files-reduced"], file).replace("{size}", mega(made.size)).replace("{before}", mega(file.size));
    return { file: new File([made], file.name.replace(/\.[^.]*$/, "") + ".jpg", { type: "image/jpeg" }), text };
  };

  // What was chosen, in order: small pictures, and what was done to them.
  const show = (input, chosen) => {
    const id = `${input.id}-shots`;
    const old = control(id);
    if (old) old.remove();
    const shots = document.createElement("ul");
    shots.id = id;
    shots.className = "shots";
    for (const { file, text } of chosen) {
      if (!/^image\/(jpeg|png|gif)$/.test(file.type)) continue;
      const item = document.createElement("li");
      const picture = new Image();
      picture.alt = "";
      picture.onload = () => URL.revokeObjectURL(picture.src);
      picture.src = URL.createObjectURL(file);
      item.append(picture, text || about(words["files-chosen"], file).replace("{size}", mega(file.size)));
      shots.append(item);
    }
    if (shots.childElementCount) input.after(shots);
    say(chosen.map((one) => one.text || "").join(" ").trim());
  };

  const kept = new WeakMap(); // the photographs taken so far for one document
  const joining = (input) => control(`${input.id}--join`);
  const put = (input, chosen) => {
    const files = new DataTransfer();
    for (const { file } of chosen) files.items.add(file);
    input.files = files.files;
  };
  const take = async (id, files, before) => {
    let input = control(id);
    const chosen = [...before];
    let refusal = "";
    try {
      for (const file of files) chosen.push(await fitting(file, input));
    } catch (problem) {
      if (typeof problem !== "string") throw problem;
      refusal = problem;
      chosen.length = before.length;
    }
    input = control(id); // the step may have been drawn again meanwhile
    if (!input) return;
    put(input, chosen);
    const most = Number(input.form.dataset.maxBody);
    const all = [...input.form.querySelectorAll("input[type=file]")].flatMap((one) => [...one.files]);
    if (all.reduce((sum, file) => sum + file.size, 0) > most - LARGEST) {
      refusal = words["files-too-heavy"].replace("{size}", Math.floor(most / MEGA));
      chosen.length = before.length;
      put(input, chosen);
    }
    kept.set(input, chosen);
    const box = joining(input);
    // Several photographs where one file has its place: they can only be one document.
    if (box && input.dataset.left === "1" && chosen.length > 1) box.checked = true;
    show(input, chosen);
    complain(input, refusal);
  };
  document.addEventListener("change", (event) => {
    const input = event.target;
    if (!input.matches("[type=file][data-left]")) return;
    const box = joining(input);
    const files = [...input.files];
    const before = box && box.checked ? kept.get(input) || [] : [];
    input.value = ""; // the original never leaves this machine
    const work = Promise.resolve(preparing).then(() => take(input.id, files, before)).finally(() => {
      if (preparing === work) preparing = null;
    });
    preparing = work;
  }, true); // before anybody who sends the form on a change
  document.addEventListener("submit", (event) => {
    if (!preparing) return;
    const { target, submitter } = event;
    event.preventDefault();
    event.stopImmediatePropagation();
    preparing.finally(() => target.requestSubmit(submitter));
  }, true);
})();
