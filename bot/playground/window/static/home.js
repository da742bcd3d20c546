// The app's home page.

import { blocks } from "./blocks.js";
import { h, replace } from "./dom.js";
import { Form } from "./form.js";

export function home(app) {
  const element = h("section", { class: "tab-page home", "aria-label": "Home" });
  const form = new Form();
  let drawn = "";
  return {
    element,
    update(view, shown) {
      element.hidden = !shown;
      if (!shown) return;
      const signature = JSON.stringify([app.me, view.home]);
      if (signature === drawn) return;
      drawn = signature;
      if (!view.home) {
        replace(element, h("p", { class: "empty" }, "The app has not made a home page for you yet."));
        return;
      }
      const where = { view: view.home.id };
      replace(element, blocks(view.home.blocks, {
        names: app.names,
        form,
        surface: "home",
        use: (action, block, chosen) => app.try("use", { where, action_id: action, block_id: block ?? "", chosen, values: form.values() }),
        suggest: (action, block, typed) => app.do("suggest", { where, action_id: action, block_id: block ?? "", typed }),
      }));
    },
  };
}
