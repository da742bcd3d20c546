// The bar on top: who you are, light or dark, the tools.

import { h, icon, replace } from "./dom.js";
import { menuButton } from "./menu.js";
import { initials, tone } from "./names.js";
import { clock, zoneName } from "./time.js";

export function topBar(app) {
  const label = h("span", { class: "who-name" });
  const badge = h("span", { class: "avatar small", "aria-hidden": "true" });
  const who = menuButton(h("button", { type: "button", class: "who", id: "who" }, badge, label, icon("down")), () =>
    app.start.people.filter((p) => !p.is_bot && !p.deleted).map((p) => ({
      label: `${app.names.person(p.id)}${p.id === app.me ? " (you)" : ""}`,
      detail: [p.profile?.title, `${clock(app.names.now, p.tz)} ${p.tz.split("/").pop().replaceAll("_", " ")}`].filter(Boolean).join(" · "),
      act: () => app.become(p.id),
    })));
  const second = h("button", { type: "button", class: "plain wide-only", on: { click: () => window.open(`?as=${other(app)}`, "_blank") } }, "Second window");
  const theme = h("button", { type: "button", class: "plain square", "aria-label": "Light or dark", title: "Light or dark", on: { click: turnTheme } }, icon("sun"));
  const tools = h("button", { type: "button", class: "plain", "aria-expanded": "false", id: "tools", on: { click: () => app.panel.toggle() } }, icon("tools"), h("span", { class: "wide-only" }, "Tools"));
  const side = h("button", { type: "button", class: "plain square narrow-only", "aria-label": "Channels", on: { click: () => { document.body.classList.toggle("sidebar-open"); app.side.focus(); } } }, icon("menu"));
  const element = h("header", { class: "top" }, side, h("strong", { class: "place wide-only" }, "Playground"), h("span", { class: "stretch" }), who, second, theme, app.start.panels.length || true ? tools : null);
  applyTheme(localStorage.getItem("theme"));
  return {
    element,
    update() {
      const name = app.names.person(app.me);
      const profile = app.names.profile(app.me);
      badge.className = `avatar small ${tone(app.me)}`;
      badge.textContent = initials(name);
      replace(label, name, h("small", { class: "wide-only" }, [profile?.profile?.title, zoneName(profile?.tz ?? "Etc/UTC", app.names.now)].filter(Boolean).join(" · ")));
      who.setAttribute("aria-label", `You are ${name}. Become somebody else`);
    },
  };
}

function other(app) {
  return app.start.people.find((p) => !p.is_bot && p.id !== app.me)?.id ?? app.me;
}

function turnTheme() {
  const dark = document.documentElement.dataset.theme ? document.documentElement.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  localStorage.setItem("theme", dark ? "light" : "dark");
  applyTheme(dark ? "light" : "dark");
}

function applyTheme(theme) {
  if (theme) document.documentElement.dataset.theme = theme;
}
