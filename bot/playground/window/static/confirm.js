// Slack's confirmation dialog, before something is done.

import { h } from "./dom.js";
import { textObject } from "./mrkdwn.js";

// Resolves to whether somebody agreed.
export function agreed(object, names) {
  return new Promise((resolve) => {
    const dialog = h("dialog", { class: "confirm", "aria-labelledby": "confirm-title" },
      h("h2", { id: "confirm-title" }, textObject(object.title, names)),
      h("p", {}, textObject(object.text, names)),
      h("div", { class: "buttons" },
        h("button", { type: "button", class: "button", on: { click: () => dialog.close("no") } }, textObject(object.deny, names)),
        h("button", { type: "button", class: ["button", object.style === "danger" ? "danger" : "primary"], on: { click: () => dialog.close("yes") } }, textObject(object.confirm, names))));
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

export const ask = (title, text, yes, style = "danger") =>
  agreed({ title: { text: title }, text: { text }, confirm: { text: yes }, deny: { text: "Cancel" }, style }, {});
