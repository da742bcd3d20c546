// Channels, private channels and direct messages of one person, with what is unread.

import { h, icon, reconcile } from "./dom.js";
import { menuButton } from "./menu.js";
import { initials, tone } from "./names.js";

export function sidebar(app) {
  const groups = { channels: group("Channels"), dms: group("Direct messages"), apps: group("Apps") };
  const add = h("button", { type: "button", class: "plain add", on: { click: () => form.toggleAttribute("hidden") } }, icon("plus"), "New channel");
  const name = h("input", { class: "field-input", placeholder: "inc-3-login", "aria-label": "Name of the channel" });
  const secret = h("input", { type: "checkbox" });
  const form = h("form", { hidden: true, class: "new-channel", on: { submit: create } }, name, h("label", {}, secret, " only me, until I invite others"), h("button", { class: "button primary" }, "Create"));
  const write = menuButton(h("button", { type: "button", class: "plain add" }, icon("plus"), "New message"), () =>
    app.names.people().filter((p) => p !== app.me).map((p) => ({ label: app.names.person(p), detail: app.names.profile(p)?.profile?.title, act: () => open(p) })));
  const element = h("nav", { id: "sidebar", "aria-label": "Channels" },
    groups.channels.element, add, form, groups.dms.element, write, groups.apps.element,
    h("p", { class: "local" }, "Everything here stays on this machine."));
  element.addEventListener("keydown", arrows);

  async function open(person) {
    const channel = await app.try("message_to", { other: person });
    if (channel) await show(channel);
  }

  async function show(channel) {
    app.at.channel = channel;
    await app.refresh();
    await app.go({ channel });
    app.write.focus();
  }

  async function create(event) {
    event.preventDefault();
    const made = await app.try("new_channel", { name: name.value, private: secret.checked });
    if (!made) return;
    name.value = "";
    form.hidden = true;
    await show(made);
  }

  function arrows(event) {
    if (!["ArrowDown", "ArrowUp"].includes(event.key) || !event.target.matches(".channel")) return;
    event.preventDefault();
    const all = [...element.querySelectorAll(".channel")];
    all[(all.indexOf(event.target) + (event.key === "ArrowDown" ? 1 : all.length - 1)) % all.length].focus();
  }

  return {
    element,
    focus: () => (element.querySelector("[aria-current]") ?? element.querySelector(".channel"))?.focus(),
    update(view) {
      const isApp = (c) => c.dm === app.start.bot;
      const byName = (a, b) => app.names.place(a.id).localeCompare(app.names.place(b.id));
      groups.channels.update(app, view.channels.filter((c) => !c.dm).sort(byName));
      groups.dms.update(app, view.channels.filter((c) => c.dm && !isApp(c)).sort(byName));
      groups.apps.update(app, view.channels.filter(isApp));
    },
  };
}

function group(title) {
  const list = h("ul", {});
  return {
    element: h("section", {}, h("h2", {}, title), list),
    update: (app, channels) => reconcile(list, channels.map((c) => ({
      key: c.id,
      signature: JSON.stringify([c.name, c.unread, c.mentions, c.archived, c.id === app.at.channel, app.me]),
      make: (old) => entry(app, c, old),
    }))),
  };
}

function entry(app, c, old) {
  const here = c.id === app.at.channel;
  const name = c.dm ? app.names.person(c.dm) : c.name;
  const sign = c.dm
    ? h("span", { class: `avatar tiny ${tone(c.dm)}`, "aria-hidden": "true" }, initials(name))
    : c.private ? icon("lock") : h("span", { class: "hash", "aria-hidden": "true" }, "#");
  const badge = c.mentions ? h("span", { class: "badge", "aria-hidden": "true" }, c.mentions) : null;
  const heard = c.unread ? h("span", { class: "visually-hidden" }, `, ${c.unread} unread${c.private ? ", private" : ""}`) : null;
  const button = h("button", {
    type: "button", class: ["channel", c.unread && "unread", c.archived && "archived"], "aria-current": here ? "page" : undefined,
    on: { click: () => app.go({ channel: c.id }) },
  }, sign, h("span", { class: "name" }, name), heard, badge);
  if (old?.contains(document.activeElement)) queueMicrotask(() => button.focus());
  return h("li", {}, button);
}
