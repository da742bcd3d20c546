// Long texts are folded, with a button that opens them.

import { h } from "./dom.js";
import { newId } from "./dom.js";

const CHARACTERS = 700;
const LINES = 14;
const opened = new Set();

export function fold(node, text, most = CHARACTERS, lines = LINES) {
  const source = String(text ?? "");
  if (source.length <= most && source.split("\n").length <= lines) return node;
  // A message that is drawn again stays as open as somebody left it.
  const key = source.slice(0, 400);
  const id = newId("fold");
  const inner = h("div", { class: "folded", id }, node);
  const button = h("button", { type: "button", class: "more", "aria-controls": id, on: { click: () => show(!opened.has(key)) } });
  function show(open) {
    if (open) opened.add(key); else opened.delete(key);
    inner.classList.toggle("open", open);
    button.setAttribute("aria-expanded", String(open));
    button.textContent = open ? "See less" : "See more";
  }
  show(opened.has(key));
  return h("div", { class: "fold" }, inner, button);
}
