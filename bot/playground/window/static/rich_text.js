// The rich_text block: sections, lists, quotes and code.

import { emoji } from "./emoji.js";
import { h } from "./dom.js";
import { angle, channel, date, emojiNode, link, person } from "./mrkdwn.js";

const PARTS = {
  rich_text_section: (part, names) => h("div", { class: "rich-section" }, (part.elements ?? []).map((e) => leaf(e, names))),
  rich_text_preformatted: (part, names) => h("pre", { class: "code" }, (part.elements ?? []).map((e) => leaf(e, names))),
  rich_text_quote: (part, names) => h("blockquote", {}, (part.elements ?? []).map((e) => leaf(e, names))),
  rich_text_list: list,
};

export function richText(block, names, cannot) {
  return h("div", { class: "rich" }, (block.elements ?? []).map((part) => PARTS[part.type]?.(part, names) ?? cannot(part)));
}

function list(part, names) {
  const tag = part.style === "ordered" ? "ol" : "ul";
  const level = Math.min(8, part.indent ?? 0);
  const items = (part.elements ?? []).map((item) => h("li", {}, (item.elements ?? []).map((e) => leaf(e, names))));
  return h(tag, { class: [`indent-${level}`, part.border && "bordered"], start: tag === "ol" && part.offset ? part.offset + 1 : undefined }, items);
}

function lines(text) {
  return String(text ?? "").split("\n").map((line, n) => [n ? h("br") : null, line]);
}

const LEAVES = {
  text: (e) => lines(e.text),
  link: (e) => link(e.url ?? "", e.text ?? ""),
  user: (e, names) => person(e.user_id, names),
  usergroup: (e, names) => angle(`!subteam^${e.usergroup_id}`, names),
  channel: (e, names) => channel(e.channel_id, "", names),
  broadcast: (e) => h("span", { class: ["mention", "everybody"] }, `@${e.range}`),
  emoji: (e) => {
    const sign = emoji(e.name) ?? fromUnicode(e.unicode);
    return sign ? emojiNode(e.name, sign) : `:${e.name}:`;
  },
  color: (e) => swatch(e.value),
  date: (e, names) => date(`!date^${e.timestamp}^${e.format ?? "{date_num}"}${e.url ? `^${e.url}` : ""}`, e.fallback ?? "", names),
};

function swatch(value) {
  const dot = h("span", { class: "swatch" });
  if (/^#[0-9a-f]{3,8}$/i.test(value)) dot.style.background = value;
  return h("span", {}, dot, value);
}

function fromUnicode(codes) {
  return codes ? String.fromCodePoint(...codes.split("-").map((code) => parseInt(code, 16))) : undefined;
}

const STYLES = { bold: "strong", italic: "em", strike: "del", code: "code", underline: "u", highlight: "mark" };

function leaf(element, names) {
  const make = LEAVES[element.type];
  if (!make) return h("span", { class: "unknown-inline" }, `[${element.type}] ${JSON.stringify(element)}`);
  let made = [make(element, names)];
  for (const [style, tag] of Object.entries(STYLES)) if (element.style?.[style]) made = [h(tag, {}, made)];
  return made;
}
