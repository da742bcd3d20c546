// The input block: label, element, hint, and what is wrong with it.

import { h, newId } from "./dom.js";
import { element } from "./elements.js";
import { textObject } from "./mrkdwn.js";

export function input(block, ctx) {
  const id = newId("input");
  const label = h("div", { class: "label", id }, textObject(block.label, ctx.names), block.optional ? h("span", { class: "optional" }, " (optional)") : null);
  const described = `${id}-more`;
  const node = element(block.element, block, { ...ctx, label: id, described }, true);
  const hint = block.hint ? h("div", { class: "hint" }, textObject(block.hint, ctx.names)) : null;
  const fault = h("div", { class: "fault", role: "alert" });
  const made = h("div", { class: "input" }, label, node, h("div", { id: described }, fault, hint));
  label.addEventListener("click", () => made.querySelector("input, textarea, select")?.focus());
  made.wrong = (text) => {
    fault.textContent = text ?? "";
    made.classList.toggle("wrong", Boolean(text));
    for (const field of made.querySelectorAll("input, textarea")) field.setAttribute("aria-invalid", String(Boolean(text)));
  };
  return made;
}
