// Slack's mrkdwn → nodes: *bold* _italic_ ~strike~ `code` ```code``` > quote, links, mentions, dates, emoji.

import { emoji } from "./emoji.js";
import { fragment, h } from "./dom.js";
import { full, slackDate } from "./time.js";

export const unescape = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

// `names`: person(id), channel(id), group(id), tz, now, open(channel).
export function mrkdwn(text, names) {
  const pieces = String(text ?? "").split(/```/);
  // A fence that is never closed is three plain signs.
  if (pieces.length % 2 === 0) pieces.push("```" + pieces.splice(-1)[0]);
  if (pieces.length % 2 === 0) pieces.splice(-2, 2, pieces.at(-2) + pieces.at(-1));
  return fragment(pieces.map((piece, n) => (n % 2 ? h("pre", { class: "code" }, unescape(fromLinks(piece)).replace(/^\n/, "")) : quoted(piece, names))));
}

function quoted(text, names) {
  const lines = text.split("\n");
  const made = [];
  for (let n = 0; n < lines.length; n += 1) {
    if (/^(&gt;|>){3}/.test(lines[n])) {
      const rest = lines.slice(n).join("\n").replace(/^(&gt;|>){3} ?/, "");
      made.push(h("blockquote", {}, inlineLines(rest, names)));
      return made;
    }
    if (/^(&gt;|>)/.test(lines[n])) {
      const start = n;
      while (n + 1 < lines.length && /^(&gt;|>)/.test(lines[n + 1])) n += 1;
      const block = lines.slice(start, n + 1).map((line) => line.replace(/^(&gt;|>) ?/, "")).join("\n");
      made.push(h("blockquote", {}, inlineLines(block, names)));
    } else {
      const start = n;
      while (n + 1 < lines.length && !/^(&gt;|>)/.test(lines[n + 1])) n += 1;
      made.push(inlineLines(lines.slice(start, n + 1).join("\n"), names));
    }
  }
  return made;
}

function inlineLines(text, names) {
  return text.split("\n").map((line, n) => [n ? h("br") : null, inline(line, names)]);
}

const TOKEN = /`([^`]+)`|<([^<>]+)>|:([a-z0-9_+'-]+(?:::skin-tone-[2-6])?):/i;
const STYLES = { "*": "strong", _: "em", "~": "del" };

// Code, links and emoji first, since no style reaches into them; then the styles around and between.
function inline(text, names) {
  const kept = [];
  let rest = text.replace(/[\ue000-\uf8ff]/g, "\ufffd"); // these signs stand for what was kept, below
  let flat = "";
  for (let found = TOKEN.exec(rest); found; found = TOKEN.exec(rest)) {
    flat += rest.slice(0, found.index) + String.fromCharCode(0xe000 + kept.length);
    kept.push(token(found, names));
    rest = rest.slice(found.index + found[0].length);
    if (kept.length > 6000) break;
  }
  return styled(flat + rest, kept);
}

function token([whole, code, link, name], names) {
  if (code !== undefined) return h("code", {}, unescape(fromLinks(code)));
  if (link !== undefined) return angle(link, names);
  const sign = emoji(name.toLowerCase());
  return sign ? emojiNode(name, sign) : document.createTextNode(whole);
}

export function emojiNode(name, sign) {
  return h("span", { class: "emoji", role: "img", "aria-label": name.replaceAll("_", " "), title: `:${name}:` }, sign);
}

function styled(text, kept) {
  // A sign opens where no word ends before it and closes where none begins after it; inside stands no line break.
  const pattern = /(^|[^\p{L}\p{N}*_~])([*_~])(?=\S)((?:(?!\2).)*?(?:(?!\2)\S))\2(?![\p{L}\p{N}])/u;
  const found = pattern.exec(text);
  if (!found) return put(text, kept);
  const start = found.index + found[1].length;
  return [
    put(text.slice(0, start), kept),
    h(STYLES[found[2]], {}, styled(found[3], kept)),
    styled(text.slice(start + found[3].length + 2), kept),
  ];
}

function put(text, kept) {
  const made = [];
  let plain = "";
  for (const sign of text) {
    const number = sign.codePointAt(0) - 0xe000;
    if (number >= 0 && number < kept.length && kept[number]) {
      made.push(unescape(plain), kept[number]);
      plain = "";
    } else plain += sign;
  }
  return [...made, unescape(plain)];
}

function fromLinks(code) {
  return code.replace(/<([^<>|]+)(?:\|([^<>]*))?>/g, (_, target, label) => label || target);
}

export function angle(inside, names) {
  const cut = inside.indexOf("|");
  const target = cut < 0 ? inside : inside.slice(0, cut);
  const label = cut < 0 ? "" : inside.slice(cut + 1);
  if (target.startsWith("@")) return person(target.slice(1), names);
  if (target.startsWith("#")) return channel(target.slice(1), label, names);
  if (target.startsWith("!date^")) return date(target, label, names);
  if (target.startsWith("!subteam^")) return h("span", { class: "mention" }, label || `@${names.group?.(target.slice(9)) ?? target.slice(9)}`);
  if (target.startsWith("!")) return h("span", { class: ["mention", "everybody"] }, `@${label || target.slice(1)}`);
  return link(unescape(target), label ? unescape(label) : "");
}

export function person(id, names) {
  return h("span", { class: ["mention", id === names.me && "me"], data: { user: id } }, `@${names.person(id)}`);
}

export function channel(id, label, names) {
  const found = names.channel(id);
  if (!found) return h("span", { class: "mention" }, label ? `#${label}` : "#private channel");
  return h("button", { type: "button", class: ["mention", "linkish"], on: { click: () => names.open(id) } }, `#${found}`);
}

export function date(target, fallback, names) {
  const [, seconds, format, address] = target.split("^");
  const text = slackDate(seconds, format ?? "", names.tz, names.now) ?? unescape(fallback);
  const made = h("time", { title: full(seconds, names.tz), datetime: new Date(Number(seconds) * 1000).toISOString() }, text);
  return address ? h("a", outside(unescape(address)), made) : made;
}

export function outside(address) {
  return { href: address, target: "_blank", rel: "noopener noreferrer", title: address };
}

// Only addresses that a browser may follow; Slack turns its own links to messages into places in the workspace.
export function link(address, label, kids) {
  const shown = kids ?? (label || address.replace(/^mailto:/, ""));
  if (!/^(https?|mailto|tel):/i.test(address)) return h("span", { class: "deadlink", title: "Slack makes no link of this address" }, shown);
  const found = /^https:\/\/[^/]+\.slack\.com\/archives\/(\w+)\/p(\d{10})(\d{6})(?:\?.*thread_ts=([\d.]+))?/.exec(address);
  if (!found) return h("a", outside(address), shown);
  const [, channelId, seconds, rest, thread] = found;
  const go = new CustomEvent("go", { bubbles: true, detail: { channel: channelId, ts: `${seconds}.${rest}`, thread } });
  return h("a", { href: `#${channelId}/${seconds}.${rest}`, title: address, on: { click: (event) => { event.preventDefault(); event.currentTarget.dispatchEvent(go); } } }, shown);
}

// A text object of Block Kit.
export function textObject(object, names) {
  if (!object) return fragment();
  if (object.type === "mrkdwn") return mrkdwn(object.text, names);
  return fragment(plainEmoji(String(object.text ?? ""), object.emoji !== false));
}

export function plainEmoji(text, draw = true) {
  const pieces = unescape(text).split(/(:[a-z0-9_+'-]+:)/i);
  return pieces.map((piece) => {
    const name = draw && /^:[^:]+:$/.test(piece) ? piece.slice(1, -1).toLowerCase() : "";
    const sign = name && emoji(name);
    return sign ? emojiNode(name, sign) : piece.split("\n").map((line, n) => [n ? h("br") : null, line]);
  });
}

// Stored text → what one would type: for editing and previews.
export function toTyped(text, names) {
  const plain = String(text ?? "").replace(/<([^<>|]+)(?:\|([^<>]*))?>/g, (_, target, label) => {
    if (target.startsWith("@")) return `@${names.person(target.slice(1))}`;
    if (target.startsWith("#")) return `#${names.channel(target.slice(1)) ?? label}`;
    if (target.startsWith("!date^")) return slackDate(target.split("^")[1], target.split("^")[2], names.tz, names.now) ?? label;
    if (target.startsWith("!")) return label ?? `@${target.slice(1)}`;
    return label || target;
  });
  return unescape(plain);
}
