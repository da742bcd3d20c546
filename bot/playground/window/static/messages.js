// The messages of a channel or thread, by day; new ones are read out.

import { h, reconcile } from "./dom.js";
import { message } from "./message.js";
import { toTyped } from "./mrkdwn.js";
import { dayKey, dayName } from "./time.js";

const TOGETHER_SECONDS = 300;

export function messageList(app, place) {
  const list = h("ol", { class: "messages", role: "list", tabindex: "0", "aria-label": "Messages" });
  const older = h("button", { type: "button", class: "button older", hidden: true, on: { click: () => { app.at.most = (app.at.most || 120) + 200; app.refresh(); } } });
  const empty = h("div", { class: "empty", hidden: true });
  const element = h("div", { class: "scroll" }, older, empty, list);
  let of = "";
  let newFrom = "";
  let heard = "";
  // Whoever is at the end stays there, also when the window, the thread or the text under it changes its size.
  let atEnd = true;
  const toEnd = () => { element.scrollTop = element.scrollHeight; };
  element.addEventListener("scroll", () => { atEnd = element.scrollHeight - element.scrollTop - element.clientHeight < 60; }, { passive: true });
  const watcher = new ResizeObserver(() => atEnd && toEnd());
  watcher.observe(element);
  watcher.observe(list);
  list.addEventListener("keydown", arrows);

  function arrows(event) {
    if (!["ArrowDown", "ArrowUp"].includes(event.key) || event.target.closest("input, textarea, .toolbar, .select, button, a")) return;
    event.preventDefault();
    const all = [...list.querySelectorAll(".message")];
    const at = all.indexOf(document.activeElement);
    const to = at < 0 ? all.length - 1 : at + (event.key === "ArrowDown" ? 1 : -1);
    all[Math.max(0, Math.min(all.length - 1, to))]?.focus();
  }

  function update(view, shown, messages = view.channel?.messages ?? [], key = `${app.me}/${view.channel?.id}`) {
    element.hidden = !shown;
    if (!shown || !view.channel) return;
    const fresh = key !== of;
    if (fresh) {
      of = key;
      newFrom = place === "channel" && view.channel.read !== "0" ? view.channel.read : "";
      heard = messages.at(-1)?.ts ?? "";
    }
    const answered = messages.some((m) => m.ts > heard && (m.only_you || m.failed || m.user === app.me));
    if (fresh || answered) atEnd = true;
    older.hidden = !(place === "channel" && view.channel.older);
    older.textContent = `Show older messages (${view.channel.older ?? 0})`;
    welcome(view, messages);
    reconcile(list, entries(view, messages));
    if (app.found) reveal();
    else if (atEnd) toEnd();
    tell(messages);
    if (place === "channel") read(view, messages);
  }

  function welcome(view, messages) {
    empty.hidden = place !== "channel" || messages.length > 0;
    if (empty.hidden || empty.childNodes.length && empty.dataset.of === of) return;
    empty.dataset.of = of;
    const command = app.start.commands[0]?.command;
    const type = (text) => h("button", { type: "button", class: "linkish", on: { click: () => app.write.put(text) } }, h("code", {}, text));
    empty.replaceChildren(h("h2", {}, "Nothing has been said here yet"), view.channel.app && command && !view.channel.dm
      ? h("p", {}, "Write a few messages as they would come in an incident, also as other people (top right). Then type ", type(`${command} start Checkout is down`), ".",
        app.start.panels.includes("scenes") ? [" Or ", h("button", { type: "button", class: "linkish", on: { click: () => app.panel.open("scenes") } }, "play a scene"), " and watch."] : null)
      : h("p", {}, view.channel.dm || view.channel.app ? "Write the first message." : "The app is not in this channel. Invite it: ", view.channel.dm || view.channel.app ? null : type(`/invite @${app.start.app}`)));
  }

  function entries(view, messages) {
    const { names } = app;
    const made = [];
    let before = null;
    let divided = false;
    for (const m of messages) {
      const day = dayKey(m.ts, names.tz);
      if (place === "channel" && (!before || dayKey(before.ts, names.tz) !== day)) {
        const label = dayName(m.ts, names.tz, view.now);
        made.push({ key: `day-${day}`, signature: label, make: () => h("li", { class: "day", role: "separator", "aria-label": label }, h("span", {}, label)) });
        before = null;
      }
      if (newFrom && !divided && m.ts > newFrom && m.user !== app.me && !m.only_you) {
        divided = true;
        made.push({ key: "new", signature: "new", make: () => h("li", { class: "new", role: "separator", "aria-label": "New messages" }, h("span", {}, "New")) });
        before = null;
      }
      const grouped = Boolean(before && together(before, m));
      const signature = JSON.stringify([m, grouped, app.me, Math.floor(m.reply_count ? view.now / 600 : 0)]);
      made.push({ key: m.ts, signature, make: () => message(app, m, { place, grouped }) });
      before = m;
    }
    return made;
  }

  function together(a, b) {
    const plain = (m) => !m.failed && !m.subtype?.startsWith("channel_") && m.subtype !== "thread_broadcast";
    return plain(a) && plain(b) && a.user === b.user && (a.username ?? "") === (b.username ?? "") && a.bot_id === b.bot_id && Boolean(a.only_you) === Boolean(b.only_you) && b.ts - a.ts < TOGETHER_SECONDS;
  }

  function reveal() {
    const node = list.querySelector(`[data-ts="${CSS.escape(app.found)}"]`);
    if (!node) return;
    app.found = "";
    atEnd = false;
    node.scrollIntoView({ block: "center" });
    node.classList.add("found");
    node.focus({ preventScroll: true });
    setTimeout(() => node.classList.remove("found"), 3000);
  }

  function tell(messages) {
    const fresh = messages.filter((m) => m.ts > heard && m.user !== app.me);
    heard = messages.at(-1)?.ts ?? heard;
    if (!fresh.length) return;
    const last = fresh.at(-1);
    const who = last.user ? app.names.person(last.user) : app.start.app;
    const words = toTyped(last.text ?? "", app.names).slice(0, 300);
    document.getElementById("news").textContent = fresh.length > 3 ? `${fresh.length} new messages` : `${who}: ${words}`;
  }

  function read(view, messages) {
    const last = messages.filter((m) => !m.only_you && !m.failed).at(-1)?.ts;
    const thread = Object.values(view.thread?.replies ?? {}).filter((m) => !m.only_you).at(-1)?.ts ?? "";
    const mark = [last ?? "", thread, view.channel.newest ?? ""].sort().at(-1);
    if (document.visibilityState === "visible" && mark > view.channel.read) app.do("read", { channel: view.channel.id, ts: mark }).catch(() => {});
  }

  return { element, update };
}
