// A small menu under a button: arrow keys move, Enter chooses, Esc closes.

import { h, icon, newId } from "./dom.js";
import { textObject } from "./mrkdwn.js";

let shut = () => {};
document.addEventListener("pointerdown", (event) => {
  if (!event.target.closest?.(".menu, [aria-haspopup=menu]")) shut();
});

// `items`: { label, act, danger, detail }.
export function menuButton(button, items) {
  const id = newId("menu");
  button.setAttribute("aria-haspopup", "menu");
  button.setAttribute("aria-expanded", "false");
  button.addEventListener("click", () => (button.getAttribute("aria-expanded") === "true" ? shut() : show()));

  function show() {
    shut();
    const entries = (typeof items === "function" ? items() : items).map((item) =>
      h("button", { type: "button", role: "menuitem", tabindex: "-1", class: item.danger && "danger", on: { click: () => { shut(); item.act(); } } },
        h("span", {}, item.label), item.detail ? h("small", {}, item.detail) : null));
    const menu = h("div", { class: "menu", role: "menu", id }, entries);
    (button.closest("dialog") ?? document.body).append(menu);
    place(menu, button);
    button.setAttribute("aria-expanded", "true");
    menu.addEventListener("keydown", (event) => move(event, entries, button));
    entries[0]?.focus();
    shut = () => {
      const inside = menu.contains(document.activeElement);
      menu.remove();
      button.setAttribute("aria-expanded", "false");
      if (inside) button.focus();
      shut = () => {};
    };
  }
  return button;
}

function move(event, entries) {
  const at = entries.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: entries.length - 1 }[event.key];
  if (event.key === "Escape" || event.key === "Tab") {
    event.preventDefault();
    event.stopPropagation();
    shut();
  } else if (to !== undefined) {
    event.preventDefault();
    entries[(to + entries.length) % entries.length].focus();
  }
}

export function place(menu, button) {
  const box = button.getBoundingClientRect();
  const { offsetHeight: height, offsetWidth: width } = menu;
  const below = box.bottom + height + 8 < innerHeight || box.top < height + 8;
  menu.style.top = `${Math.max(8, below ? Math.min(box.bottom + 4, innerHeight - height - 8) : box.top - height - 4)}px`;
  menu.style.left = `${Math.max(8, Math.min(box.right - width, innerWidth - width - 8))}px`;
}

export function overflowMenu(options, names, chosen) {
  const button = h("button", { type: "button", class: ["button", "square"], "aria-label": "More" }, icon("more"));
  return menuButton(button, options.map((option) => ({
    label: textObject(option.text, names),
    detail: option.description ? textObject(option.description, names) : null,
    act: () => chosen(option),
  })));
}
