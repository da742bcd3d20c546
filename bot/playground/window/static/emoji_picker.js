// Chooses an emoji: the usual ones, and a search.

import { h } from "./dom.js";
import { emoji, emojiLike, OFTEN } from "./emoji.js";
import { place } from "./menu.js";

export function emojiPicker(button, chosen) {
  button.setAttribute("aria-haspopup", "dialog");
  button.addEventListener("click", () => show());
  function show() {
    document.querySelector(".emoji-picker")?.remove();
    const search = h("input", { class: "field-input", placeholder: "Find an emoji", "aria-label": "Find an emoji" });
    const grid = h("div", { class: "grid" });
    const box = h("div", { class: "menu emoji-picker", role: "dialog", "aria-label": "Emoji" }, search, grid);
    const close = () => { box.remove(); document.removeEventListener("pointerdown", away); button.focus(); };
    const away = (event) => !box.contains(event.target) && close();
    const draw = () => grid.replaceChildren(...(search.value ? emojiLike(search.value) : OFTEN.map((n) => [n, emoji(n)])).map(([name, sign]) =>
      h("button", { type: "button", title: `:${name}:`, "aria-label": name.replaceAll("_", " "), on: { click: () => { close(); chosen(name); } } }, sign)));
    search.addEventListener("input", draw);
    box.addEventListener("keydown", (event) => {
      const all = [...grid.children];
      const at = all.indexOf(document.activeElement);
      if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); close(); }
      else if (event.key === "Enter" && document.activeElement === search) { event.preventDefault(); all[0]?.click(); }
      else if (event.key === "ArrowDown" && at < 0) all[0]?.focus();
      else if (at >= 0 && { ArrowRight: 1, ArrowLeft: 1, ArrowDown: 1, ArrowUp: 1 }[event.key]) {
        event.preventDefault();
        const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 6, ArrowUp: -6 }[event.key];
        (all[at + step] ?? search).focus();
      }
    });
    draw();
    document.body.append(box);
    place(box, button);
    search.focus();
    setTimeout(() => document.addEventListener("pointerdown", away), 0);
  }
  return button;
}
