// Completion while one types: commands and their words, people, channels, emoji.

import { h, newId } from "./dom.js";
import { emojiLike } from "./emoji.js";

const MOST = 8;

export function completion(app, box, host, inThread) {
  const id = newId("complete");
  const list = h("div", { class: "listbox completion", role: "listbox", id, hidden: true, "aria-label": "Completions" });
  let shown = [];
  let active = 0;
  host.append(list);
  box.setAttribute("aria-controls", id);
  box.setAttribute("aria-autocomplete", "list");
  box.addEventListener("input", look);
  box.addEventListener("blur", close);

  function look() {
    const before = box.value.slice(0, box.selectionStart);
    const found = inThread ? null : commands(before);
    shown = (found ?? people(before) ?? channels(before) ?? emojis(before) ?? []).slice(0, MOST);
    active = 0;
    draw();
  }

  function commands(before) {
    if (!/^\/\S*( \S*)?$/.test(before)) return null;
    const [command, word] = before.split(" ");
    const known = [...app.start.commands, { command: "/invite", description: "Bring somebody into this channel", usage_hint: "@name" }, { command: "/me", description: "Tell what you do", usage_hint: "text" }];
    if (word === undefined)
      return known.filter((c) => c.command.startsWith(command)).map((c) => ({ label: c.command, detail: [c.usage_hint, c.description].filter(Boolean).join(" — "), put: `${c.command} `, from: 0 }));
    const mine = known.find((c) => c.command === command);
    if (!mine || !app.start.commands.includes(mine)) return null;
    const words = String(mine.usage_hint ?? "").split("|").map((w) => w.replace("…", "").trim()).filter((w) => w && w.startsWith(word) && w !== word);
    return words.map((w) => ({ label: `${command} ${w}`, detail: "", put: `${command} ${w} `, from: 0 }));
  }

  function people(before) {
    const found = /(?:^|[\s(])@([\p{L}\p{N}' .-]{0,30})$/u.exec(before);
    if (!found) return null;
    const wanted = found[1].toLowerCase();
    const from = before.length - found[1].length - 1;
    const all = app.names.people().map((p) => ({ name: app.names.person(p), detail: app.names.profile(p)?.profile?.title ?? "" }));
    const everybody = ["here", "channel"].map((w) => ({ name: w, detail: "everybody in this channel" }));
    return [...all, ...everybody].filter((p) => p.name.toLowerCase() !== wanted && p.name.toLowerCase().split(/\s+/).some((w, n, words) => words.slice(n).join(" ").startsWith(wanted)))
      .map((p) => ({ label: `@${p.name}`, detail: p.detail, put: `@${p.name} `, from }));
  }

  function channels(before) {
    const found = /(?:^|[\s(])#([\w-]{0,30})$/.exec(before);
    if (!found) return null;
    const from = before.length - found[1].length - 1;
    return app.names.channels().filter((c) => c.name && c.name.includes(found[1].toLowerCase())).map((c) => ({ label: `#${c.name}`, detail: "", put: `#${c.name} `, from }));
  }

  function emojis(before) {
    const found = /(?:^|\s):([a-z0-9_+-]{2,20})$/i.exec(before);
    if (!found) return null;
    return emojiLike(found[1], MOST).map(([name, sign]) => ({ label: `${sign} :${name}:`, detail: "", put: `:${name}: `, from: before.length - found[1].length - 1 }));
  }

  function draw() {
    list.hidden = !shown.length;
    list.replaceChildren(...shown.map((item, n) =>
      h("div", { role: "option", id: `${id}-${n}`, class: n === active && "active", "aria-selected": String(n === active), on: { pointerdown: (event) => { event.preventDefault(); take(item); } } },
        h("span", {}, item.label), item.detail ? h("small", {}, item.detail) : null)));
    if (shown.length) box.setAttribute("aria-activedescendant", `${id}-${active}`);
    else box.removeAttribute("aria-activedescendant");
  }

  function take(item) {
    const rest = box.value.slice(box.selectionStart);
    box.value = box.value.slice(0, item.from) + item.put + rest;
    box.selectionStart = box.selectionEnd = item.from + item.put.length;
    box.dispatchEvent(new Event("input"));
  }

  function close() {
    shown = [];
    draw();
  }

  // Whether the key was meant for the completions.
  function key(event) {
    if (!shown.length) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) active = (active + step + shown.length) % shown.length;
    else if (event.key === "Escape") shown = [];
    else if (event.key === "Tab" || (event.key === "Enter" && box.value.trimEnd() !== shown[active].put.trimEnd())) {
      event.preventDefault();
      take(shown[active]);
      return true;
    } else return false;
    event.preventDefault();
    event.stopPropagation();
    draw();
    return true;
  }

  return { key, close };
}
