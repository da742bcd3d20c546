// A thread at the side.

import { composer } from "./composer.js";
import { h, icon } from "./dom.js";
import { messageList } from "./messages.js";

export function thread(app) {
  const list = messageList(app, "thread");
  const write = composer(app, "thread");
  const close = h("button", { type: "button", class: "plain square", "aria-label": "Close the thread", on: { click: () => app.go({ thread: "" }).then(() => app.write.focus()) } }, icon("close"));
  const element = h("aside", { id: "thread", "aria-label": "Thread", hidden: true }, h("div", { class: "head" }, h("div", { class: "titles" }, h("h2", {}, "Thread")), close), list.element, write.element);
  app.openThread = async (ts) => {
    await app.go({ thread: ts });
    write.focus();
  };
  return {
    element,
    update(view) {
      element.hidden = !view.thread;
      if (!view.thread) return;
      list.update(view, true, [view.thread.root, ...view.thread.replies], `${app.me}/${view.thread.root.ts}`);
      write.update(view, true);
    },
  };
}
