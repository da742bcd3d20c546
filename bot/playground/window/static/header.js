// The head of a channel: its name and topic, and the tabs beside its messages.

import { h, icon, replace } from "./dom.js";
import { outside } from "./mrkdwn.js";

export function header(app) {
  const title = h("h1", {});
  const topic = h("p", { class: "topic" });
  const tabs = h("div", { class: "tabs", role: "tablist", "aria-label": "Views of this channel" });
  const marks = h("div", { class: "bookmarks", "aria-label": "Bookmarks" });
  const element = h("div", { class: "head" }, h("div", { class: "titles" }, title, topic), tabs, marks);
  let drawn = "";

  function tab(name, label) {
    const on = app.at.tab === name;
    return h("button", { type: "button", role: "tab", "aria-selected": String(on), tabindex: on ? "0" : "-1", on: { click: () => app.go({ tab: name }), keydown: turn } }, label);
  }

  function turn(event) {
    const to = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!to) return;
    const all = [...tabs.children];
    const next = all[(all.indexOf(event.currentTarget) + to + all.length) % all.length];
    next.click();
    queueMicrotask(() => tabs.querySelector("[aria-selected=true]")?.focus());
  }

  return {
    element,
    update({ channel }) {
      const signature = JSON.stringify([app.me, app.at.tab, channel && { ...channel, messages: 0, unread: 0, mentions: 0, read: 0 }]);
      if (!channel || signature === drawn) return;
      drawn = signature;
      const isApp = channel.dm === app.start.bot;
      replace(title, channel.private ? icon("lock") : channel.dm ? null : h("span", { class: "hash" }, "#"), channel.dm ? app.names.person(channel.dm) : channel.name);
      replace(topic, isApp ? app.start.about : channel.dm ? (app.names.profile(channel.dm)?.profile?.title ?? "") : channel.topic || `${channel.members.length} members`);
      const held = tabs.contains(document.activeElement);
      replace(tabs, isApp ? tab("home", "Home") : null, tab("messages", "Messages"), channel.canvas ? tab("canvas", "Canvas") : null, channel.pins.length ? tab("pins", `Pins ${channel.pins.length}`) : null);
      tabs.hidden = tabs.children.length < 2;
      if (held) tabs.querySelector("[aria-selected=true]")?.focus();
      replace(marks, (channel.bookmarks ?? []).map((b) => h("a", outside(b.link ?? ""), b.emoji ? `${b.emoji} ` : "", b.title)));
      marks.hidden = !channel.bookmarks?.length;
    },
  };
}
