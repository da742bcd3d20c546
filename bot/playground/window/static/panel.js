// The drawer at the right: tabs for the tools. Each is a module that exports `mount(element, api)`.
//
// api: me(), names(), get(path, query), post(path, body), onChange(listener), go({channel, ts, thread}), toast(text), h, replace.

import { get, post } from "./api.js";
import { h, icon, replace } from "./dom.js";

const LABELS = { guide: "Guide", scenes: "Scenes", inspector: "See inside", faults: "Faults" };

export function panel(app) {
  const names = ["guide", ...app.start.panels];
  const mounted = new Set();
  const tabs = h("div", { class: "tabs", role: "tablist", "aria-label": "Tools" });
  const pages = new Map(names.map((name) => [name, h("div", { class: "panel-page", role: "tabpanel", id: `panel-${name}`, "aria-label": LABELS[name] ?? name, hidden: true })]));
  const close = h("button", { type: "button", class: "plain square", "aria-label": "Close the tools", on: { click: toggle } }, icon("close"));
  const element = h("aside", { id: "panel", "aria-label": "Tools", hidden: true }, h("div", { class: "head" }, tabs, close), ...pages.values());
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.preventDefault();
    toggle();
    document.getElementById("tools").focus();
  });
  const api = {
    me: () => app.me,
    names: () => app.names,
    get,
    post,
    onChange: (listener) => { app.listeners.add(listener); if (app.view) listener(app.view); },
    go: (where) => app.go(where),
    toast: (text) => app.toast(text),
    type: (text) => app.write.put(text),
    at: () => ({ ...app.at }),
    bot: app.start.bot,
    app: app.start.app,
    commands: app.start.commands,
    h,
    replace,
  };

  async function show(name) {
    localStorage.setItem("panel", name);
    replace(tabs, names.map((n) => h("button", { type: "button", role: "tab", "aria-selected": String(n === name), "aria-controls": `panel-${n}`, on: { click: () => show(n) } }, LABELS[n] ?? n)));
    for (const [n, page] of pages) page.hidden = n !== name;
    if (mounted.has(name)) return;
    mounted.add(name);
    const page = pages.get(name);
    try {
      (await import(`./${name}.js`)).mount(page, api);
    } catch (error) {
      mounted.delete(name);
      replace(page, h("p", { class: "fault" }, `This tool could not be opened: ${error.message}`));
    }
  }

  // Opens the drawer at one of its tabs.
  function open(name) {
    localStorage.setItem("panel", name);
    if (element.hidden) toggle();
    else show(name);
  }

  function toggle() {
    element.hidden = !element.hidden;
    document.body.classList.toggle("panel-open", !element.hidden);
    document.getElementById("tools").setAttribute("aria-expanded", String(!element.hidden));
    if (!element.hidden) show(names.includes(localStorage.getItem("panel")) ? localStorage.getItem("panel") : names[0]);
  }

  return { element, toggle, open };
}
