// What stands beside the messages: the canvas, and what is pinned.

import { h, replace } from "./dom.js";
import { markdown } from "./markdown.js";
import { message } from "./message.js";

export function canvasTab(app) {
  const element = h("section", { class: "tab-page canvas", "aria-label": "Canvas" });
  let drawn = "";
  return {
    element,
    update({ channel }, shown) {
      element.hidden = !shown;
      const canvas = channel?.canvas;
      if (!shown || !canvas || drawn === JSON.stringify(canvas)) return;
      drawn = JSON.stringify(canvas);
      replace(element, canvas.title ? h("h2", {}, canvas.title) : null, markdown(canvas.markdown ?? "", app.names));
    },
  };
}

export function pinsTab(app) {
  const element = h("section", { class: "tab-page pins", "aria-label": "Pinned messages" });
  let drawn = "";
  return {
    element,
    update({ channel }, shown) {
      element.hidden = !shown;
      const pins = channel?.pins ?? [];
      if (!shown || drawn === JSON.stringify([app.me, pins])) return;
      drawn = JSON.stringify([app.me, pins]);
      replace(element, pins.length ? h("ol", { class: "messages" }, pins.map((m) => message(app, m, { place: "pins" }))) : h("p", {}, "Nothing is pinned here."));
    },
  };
}
