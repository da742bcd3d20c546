// One message: who, when, what, and what can be done with it.

import { attachments, blocks } from "./blocks.js";
import { ask } from "./confirm.js";
import { h, icon } from "./dom.js";
import { emoji, OFTEN } from "./emoji.js";
import { emojiPicker } from "./emoji_picker.js";
import { fold } from "./fold.js";
import { Form } from "./form.js";
import { menuButton } from "./menu.js";
import { mrkdwn, toTyped } from "./mrkdwn.js";
import { initials, tone } from "./names.js";
import { ago, clock, full } from "./time.js";

const REMARKS = new Set(["channel_join", "channel_leave", "channel_topic", "channel_purpose", "channel_name", "channel_archive", "channel_unarchive",
  "group_join", "group_leave", "pinned_item", "bot_add", "bot_remove"]);

// `how`: { place: "channel" | "thread" | "pins", grouped }.
export function message(app, m, how) {
  if (m.failed) return failure(app, m);
  const { names } = app;
  const author = authorOf(m, app);
  if (REMARKS.has(m.subtype)) return h("li", { class: "message remark", data: { ts: m.ts } }, h("span", {}, mrkdwn(m.text, names)), " ", when(m, names));
  const call = (m.text ?? "").includes(`<@${app.me}>`) || /<!(here|channel|everyone)>/.test(m.text ?? "");
  return h("li", { class: ["message", how.grouped && "grouped", m.only_you && "only-you", m.pinned && how.place !== "pins" && "pinned", call && "calls"], data: { ts: m.ts }, tabindex: "-1", "aria-label": `${author.name}, ${full(m.ts, names.tz)}` },
    how.grouped ? h("div", { class: "gutter" }, when(m, names)) : h("span", { class: `avatar ${tone(author.id)}`, "aria-hidden": "true" }, author.sign ?? initials(author.name)),
    h("div", { class: "body" },
      m.only_you ? h("p", { class: "note" }, icon("eye"), "Only visible to you · ", h("button", { type: "button", class: "linkish", on: { click: () => app.try("dismiss", { ts: m.ts }) } }, "Dismiss")) : null,
      m.pinned && how.place !== "pins" ? h("p", { class: "note" }, icon("pin"), "Pinned") : null,
      m.subtype === "thread_broadcast" && how.place === "channel" ? h("p", { class: "note" }, icon("reply"), "replied to ", h("button", { type: "button", class: "linkish", on: { click: () => app.go({ thread: m.thread_ts }) } }, "a thread")) : null,
      how.grouped ? null : h("p", { class: "by" }, h("strong", {}, author.name), author.app ? h("span", { class: "app-badge" }, "APP") : null, when(m, names)),
      words(app, m),
      files(m),
      m.reactions?.length ? reactions(app, m) : null,
      m.reply_count && how.place === "channel" ? summary(app, m) : null),
    m.only_you || how.place === "pins" ? null : toolbar(app, m, how));
}

function authorOf(m, app) {
  const isApp = Boolean(m.bot_id || m.only_you);
  const id = m.user ?? (m.only_you ? app.start.bot : m.bot_id ?? m.username ?? "?");
  const named = m.username || (m.user || m.only_you ? app.names.person(id) : m.bot_profile?.name) || "An app";
  return { id, app: isApp, name: named, sign: m.icons?.emoji ? emoji(m.icons.emoji.replaceAll(":", "")) : undefined };
}

function when(m, names) {
  return h("time", { title: full(m.ts, names.tz), datetime: new Date(m.ts * 1000).toISOString() }, clock(m.ts, names.tz));
}

export function contextOf(app, m, surface = "message") {
  const where = { channel: app.at.channel, ts: m.ts };
  const form = new Form();
  return {
    names: app.names,
    form,
    surface,
    use: (action, block, chosen) => app.try("use", { where, action_id: action, block_id: block ?? "", chosen, values: form.values() }),
    suggest: (action, block, typed) => app.do("suggest", { where, action_id: action, block_id: block ?? "", typed }),
  };
}

function words(app, m) {
  const ctx = contextOf(app, m);
  const edited = m.edited && !m.bot_id ? h("small", { class: "edited" }, " (edited)") : null;
  const text = h("div", { class: ["text", m.subtype === "me_message" && "me"] }, mrkdwn(m.text ?? "", app.names), edited);
  return [m.blocks?.length ? [blocks(m.blocks, ctx), edited] : m.text ? fold(text, m.text, 4000, 40) : null, attachments(m.attachments, ctx)];
}

function files(m) {
  if (!m.files?.length) return null;
  return h("div", { class: "files" }, m.files.map((f) => {
    const address = `/window/files/${f.id}`;
    const here = String(f.url_private ?? "").startsWith(`${location.origin}/`);
    const name = f.title || f.name || f.id;
    if (here && f.mimetype?.startsWith("image/")) return h("a", { href: address, target: "_blank", rel: "noopener" }, h("img", { src: address, alt: name, class: "large", loading: "lazy" }));
    const size = f.size ? h("small", {}, f.size > 1e6 ? `${(f.size / 1e6).toFixed(1)} MB` : `${Math.max(1, Math.round(f.size / 1000))} kB`) : null;
    return here ? h("a", { class: "file", href: address, download: f.name }, icon("file"), name, size) : h("span", { class: "file" }, icon("file"), name, size);
  }));
}

function reactions(app, m) {
  const set = (name) => app.try("react", { channel: app.at.channel, ts: m.ts, name });
  return h("div", { class: "reactions" }, m.reactions.map((r) => {
    const mine = r.users?.includes(app.me);
    const who = (r.users ?? []).map((u) => app.names.person(u)).join(", ");
    return h("button", { type: "button", class: ["reaction", mine && "mine"], "aria-pressed": String(Boolean(mine)), title: `${who} · :${r.name}:`, "aria-label": `${r.name.replaceAll("_", " ")}, ${r.count}`, on: { click: () => set(r.name) } },
      h("span", { class: "emoji" }, emoji(r.name) ?? `:${r.name}:`), String(r.count ?? r.users?.length ?? 1));
  }));
}

function summary(app, m) {
  const faces = [...new Set(m.reply_users)].slice(0, 4).map((u) => h("span", { class: `avatar tiny ${tone(u)}`, "aria-hidden": "true" }, initials(app.names.person(u))));
  const count = m.reply_count === 1 ? "1 reply" : `${m.reply_count} replies`;
  return h("button", { type: "button", class: "summary", on: { click: () => app.openThread(m.ts) } }, faces, h("strong", {}, count), h("small", {}, `last ${ago(m.latest_reply, app.names.now)}`));
}

function toolbar(app, m, how) {
  const place = { channel: app.at.channel, ts: m.ts };
  const quick = OFTEN.slice(1, 4).map((name) => h("button", { type: "button", class: "wide-only", "aria-label": `React with ${name.replaceAll("_", " ")}`, title: `:${name}:`, on: { click: () => app.try("react", { ...place, name }) } }, emoji(name)));
  const more = h("button", { type: "button", "aria-label": "More about this message", title: "More" }, icon("more"));
  const react = emojiPicker(h("button", { type: "button", "aria-label": "React", title: "React" }, icon("smile")), (name) => app.try("react", { ...place, name }));
  const reply = how.place === "channel" ? h("button", { type: "button", "aria-label": "Reply in a thread", title: "Reply in a thread", on: { click: () => app.openThread(m.thread_ts ?? m.ts) } }, icon("reply")) : null;
  return h("div", { class: "toolbar", role: "toolbar", "aria-label": "This message" }, quick, react, reply, menuButton(more, () => deeds(app, m, place)));
}

function deeds(app, m, place) {
  const mine = m.user === app.me && !m.bot_id;
  const shortcuts = app.start.shortcuts.filter((s) => s.type === "message").map((s) => ({
    label: s.name, detail: app.start.app, act: () => app.try("shortcut", { ...place, callback_id: s.callback_id }),
  }));
  return [
    ...shortcuts,
    { label: m.pinned ? "Unpin" : "Pin to this channel", act: () => app.try("pin", place) },
    { label: "Copy link", act: () => copyLink(app, m) },
    ...(mine ? [
      { label: "Edit", act: () => edit(app, m) },
      { label: "Delete", danger: true, act: async () => (await ask("Delete this message?", "Nobody can bring it back.", "Delete")) && app.try("delete", place) },
    ] : []),
  ];
}

async function copyLink(app, m) {
  const address = `${location.origin}/?as=${app.me}#${app.at.channel}/${m.thread_ts ?? m.ts}`;
  try {
    await navigator.clipboard.writeText(address);
    app.toast("The link is copied.");
  } catch { app.toast(address); }
}

export function edit(app, m) {
  const item = document.querySelector(`.message[data-ts="${m.ts}"] .body`);
  if (!item || item.querySelector(".editing")) return;
  const box = h("textarea", { class: "field-input", rows: 3, value: toTyped(m.text, app.names), "aria-label": "Your message" });
  const stop = () => { form.remove(); item.classList.remove("being-edited"); };
  const save = async () => {
    const place = { channel: app.at.channel, ts: m.ts };
    if (!box.value.trim()) { app.toast("A message cannot be empty. Delete it instead."); return; }
    stop();
    await app.try("edit", { ...place, text: box.value });
  };
  const form = h("form", { class: "editing", on: { submit: (event) => { event.preventDefault(); save(); } } }, box,
    h("div", { class: "buttons" }, h("button", { type: "button", class: "button", on: { click: stop } }, "Cancel"), h("button", { class: "button primary" }, "Save")));
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); stop(); }
    if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); save(); }
  });
  item.classList.add("being-edited");
  item.append(form);
  box.focus();
}

function failure(app, m) {
  return h("li", { class: "message failure", role: "alert", data: { ts: m.ts } }, h("div", { class: "body" },
    h("p", {}, h("strong", {}, "Slack refused: "), m.text, " ", h("button", { type: "button", class: "linkish", on: { click: () => app.try("dismiss", { ts: m.ts }) } }, "Dismiss")),
    (m.faults ?? []).map((f) => h("p", {}, f.path ? h("code", {}, f.path) : null, " ", f.text)),
    m.sent ? h("details", {}, h("summary", {}, "What was sent"), h("pre", {}, JSON.stringify(m.sent, null, 2))) : null));
}
