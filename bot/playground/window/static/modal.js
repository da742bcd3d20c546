// The stack of modals: the top one is shown, those below keep what was typed.

import { blocks } from "./blocks.js";
import { h, icon, replace } from "./dom.js";
import { Form } from "./form.js";
import { plainEmoji } from "./mrkdwn.js";

export function modals(app) {
  const dialog = h("dialog", { class: "modal", "aria-labelledby": "modal-title" });
  const kept = new Map();
  let top = null;
  let from = null;
  document.body.append(dialog);
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    if (top) close(false);
  });

  const close = (clear) => app.try("close_view", { view: top, clear });

  function update(view) {
    const stack = view.modals;
    for (const id of kept.keys()) if (!stack.some((v) => v.id === id)) kept.delete(id);
    const shown = stack.at(-1);
    if (!shown) {
      if (dialog.open) {
        dialog.close();
        if (from?.isConnected) from.focus();
        else app.write.focus();
      }
      top = null;
      return;
    }
    const entry = kept.get(shown.id) ?? { form: new Form(), hash: "", node: null };
    kept.set(shown.id, entry);
    const signature = JSON.stringify([shown.hash, shown.title, shown.blocks, shown.submit, shown.close, app.me, stack.length]);
    if (entry.hash !== signature) {
      entry.hash = signature;
      entry.node = draw(shown, entry.form, stack);
    }
    if (dialog.firstChild !== entry.node) replace(dialog, entry.node);
    if (!dialog.open) {
      from = document.activeElement;
      dialog.showModal();
    }
    if (top !== shown.id) {
      top = shown.id;
      if (!dialog.contains(document.activeElement) || document.activeElement === dialog || document.activeElement.matches(".closing")) dialog.querySelector(".fields-of-form input, .fields-of-form textarea, .fields-of-form button, footer button")?.focus();
    }
  }

  function draw(shown, form, stack) {
    const where = { view: shown.id };
    const fault = h("p", { class: "fault", role: "alert" });
    const send = async () => {
      if (submit?.getAttribute("aria-busy")) return;
      submit?.setAttribute("aria-busy", "true");
      fault.textContent = "";
      for (const field of body.querySelectorAll(".input")) field.wrong("");
      try {
        const wrong = await app.do("submit", { view: shown.id, values: form.values() });
        show(wrong ?? {});
      } catch (error) {
        fault.textContent = error.message;
      } finally { submit?.removeAttribute("aria-busy"); }
    };
    const show = (wrong) => {
      let first = null;
      for (const [block, text] of Object.entries(wrong)) {
        const field = [...body.querySelectorAll(".input")].find((node) => node.dataset.blockId === block);
        if (field) field.wrong(text);
        else fault.textContent = block === "_" ? "We had some trouble connecting. Try again?" : text;
        first ??= field;
      }
      first?.querySelector("input, textarea")?.focus();
    };
    const body = h("div", { class: "fields-of-form" }, blocks(shown.blocks, {
      names: app.names,
      form,
      surface: "modal",
      submit: send,
      use: (action, block, chosen) => app.try("use", { where, action_id: action, block_id: block ?? "", chosen, values: form.values() }),
      suggest: (action, block, typed) => app.do("suggest", { where, action_id: action, block_id: block ?? "", typed }),
    }));
    const submit = shown.submit ? h("button", { type: "button", class: "button primary submit", on: { click: send } }, plainEmoji(shown.submit.text)) : null;
    return h("div", { class: "sheet" },
      h("header", {},
        stack.length > 1 ? h("button", { type: "button", class: "plain square closing", "aria-label": "Back", on: { click: () => close(false) } }, icon("reply")) : null,
        h("h2", { id: "modal-title" }, plainEmoji(shown.title?.text ?? "")),
        stack.length > 1 ? h("small", {}, `${stack.length} of 3`) : null,
        h("button", { type: "button", class: "plain square closing", "aria-label": "Close", on: { click: () => close(stack.length > 1) } }, icon("close"))),
      body,
      h("footer", {}, fault, h("button", { type: "button", class: "button", on: { click: () => close(false) } }, plainEmoji(shown.close?.text ?? (submit ? "Cancel" : "Close"))), submit));
  }

  return { update, forget: () => { kept.clear(); top = null; } };
}
