// Where one writes: Enter sends, / and @ and # and : offer completions, files can be added.

import { upload } from "./api.js";
import { completion } from "./complete.js";
import { h, icon } from "./dom.js";
import { edit } from "./message.js";

export function composer(app, place) {
  const inThread = place === "thread";
  const box = h("textarea", { rows: 1, id: inThread ? "reply" : "write", class: "write", autocomplete: "off", spellcheck: "true" });
  const fault = h("p", { class: "fault", role: "alert" });
  const chips = h("ul", { class: "file-names" });
  const pick = h("input", { type: "file", multiple: true, hidden: true, on: { change: () => { add(pick.files); pick.value = ""; } } });
  const clip = h("button", { type: "button", class: "plain square", "aria-label": "Add a file or picture", title: "Add a file or picture", on: { click: () => pick.click() } }, icon("clip"));
  const send = h("button", { type: "button", class: "plain square send", "aria-label": "Send", title: "Send (Enter)", on: { click: () => go() } }, icon("send"));
  const also = h("input", { type: "checkbox" });
  const element = h("div", { class: "composer" }, fault, h("div", { class: "box" }, chips, box, h("div", { class: "row" }, clip, pick,
    inThread ? h("label", { class: "also" }, also, " Also send to the channel") : h("small", { class: "hint wide-only" }, "Enter sends · Shift+Enter new line · / for commands"), h("span", { class: "stretch" }), send)));
  let files = [];
  let sending = false;
  const drafts = new Map();
  let of = "";
  const complete = completion(app, box, element, inThread);

  box.addEventListener("input", () => { fault.textContent = ""; grow(); });
  box.addEventListener("keydown", (event) => {
    if (complete.key(event)) return;
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      go();
    } else if (event.key === "ArrowUp" && !box.value) {
      const all = inThread ? app.view.thread?.replies : app.view.channel?.messages;
      const last = (all ?? []).filter((m) => m.user === app.me && !m.bot_id && !m.only_you).at(-1);
      if (last) { event.preventDefault(); edit(app, last); }
    }
  });
  element.addEventListener("dragover", (event) => event.preventDefault());
  element.addEventListener("drop", (event) => { event.preventDefault(); add(event.dataTransfer.files); });
  box.addEventListener("paste", (event) => {
    if (event.clipboardData.files.length) { event.preventDefault(); add(event.clipboardData.files); }
  });

  async function add(list) {
    try {
      for (const file of list) files.push(await upload(app.me, file));
    } catch (error) { fault.textContent = error.message; }
    draw();
  }

  function draw() {
    chips.replaceChildren(...files.map((f) => h("li", {}, f.name, " ", h("button", { type: "button", class: "linkish", "aria-label": `Take ${f.name} away`, on: { click: () => { files = files.filter((x) => x !== f); draw(); } } }, "×"))));
  }

  function grow() {
    box.style.height = "auto";
    box.style.height = `${Math.min(220, box.scrollHeight)}px`;
  }

  async function go() {
    const text = box.value;
    if (sending || (!text.trim() && !files.length)) return;
    sending = true;
    fault.textContent = "";
    const held = files;
    box.value = "";
    files = [];
    draw();
    grow();
    complete.close();
    element.setAttribute("aria-busy", "true");
    try {
      await app.do("write", { channel: app.at.channel, text, thread: inThread ? app.at.thread : "", broadcast: inThread && also.checked, files: held.map((f) => f.id) });
      also.checked = false;
    } catch (error) {
      // What was typed comes back, so that nobody has to type it twice.
      if (!box.value) box.value = text;
      files = held;
      draw();
      grow();
      fault.textContent = error.message;
    } finally {
      sending = false;
      element.removeAttribute("aria-busy");
    }
  }

  return {
    element,
    focus: () => box.focus({ preventScroll: true }),
    put(text) {
      box.value = text;
      grow();
      box.focus();
    },
    update(view, shown) {
      element.hidden = !shown || !view.channel;
      if (!view.channel) return;
      const key = `${app.me}/${inThread ? app.at.thread : app.at.channel}`;
      if (key !== of) {
        if (of) drafts.set(of, box.value);
        of = key;
        box.value = drafts.get(key) ?? "";
        fault.textContent = "";
        complete.close();
        requestAnimationFrame(grow);
      }
      const where = inThread ? "Reply" : `Message ${app.names.place(app.at.channel)}`;
      box.placeholder = view.channel.archived ? "This channel is archived" : where;
      box.setAttribute("aria-label", where);
      box.disabled = view.channel.archived;
    },
  };
}
