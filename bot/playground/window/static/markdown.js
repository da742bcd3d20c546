// The markdown block and canvases: standard Markdown, as much of it as Slack draws.

import { emoji } from "./emoji.js";
import { fragment, h } from "./dom.js";
import { angle, emojiNode, link } from "./mrkdwn.js";

export function markdown(text, names) {
  return fragment(blocksOf(String(text).replace(/\r\n?/g, "\n").split("\n"), names));
}

const FENCE = /^ {0,3}(```+|~~~+)\s*(\S*)/;
const ITEM = /^(\s*)([-*+]|\d{1,9}[.)])\s+(.*)$/;
const RULE = /^ {0,3}([-*_])(\s*\1){2,}\s*$/;
const HEAD = /^ {0,3}(#{1,6})\s+(.*?)\s*#*$/;
const ALIGN = /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/;

function blocksOf(lines, names) {
  const made = [];
  let n = 0;
  while (n < lines.length) {
    const line = lines[n];
    const fence = FENCE.exec(line);
    const head = HEAD.exec(line);
    if (!line.trim()) n += 1;
    else if (fence) {
      const end = lines.findIndex((l, at) => at > n && l.trim().startsWith(fence[1]) );
      const last = end < 0 ? lines.length : end;
      made.push(h("pre", { class: "code" }, lines.slice(n + 1, last).join("\n")));
      n = last + 1;
    } else if (head) {
      made.push(h(`h${Math.min(6, head[1].length + 2)}`, {}, spans(head[2], names)));
      n += 1;
    } else if (RULE.test(line)) {
      made.push(h("hr"));
      n += 1;
    } else if (/^ {0,3}>/.test(line)) {
      const part = take(lines, n, (l) => /^ {0,3}>/.test(l));
      made.push(h("blockquote", {}, blocksOf(part.map((l) => l.replace(/^ {0,3}> ?/, "")), names)));
      n += part.length;
    } else if (ITEM.test(line)) {
      const part = take(lines, n, (l, at) => ITEM.test(l) || /^\s{2,}\S/.test(l) || (!l.trim() && ITEM.test(lines[at + 1] ?? "")));
      made.push(listOf(part, names));
      n += part.length;
    } else if (line.includes("|") && ALIGN.test(lines[n + 1] ?? "") && (lines[n + 1] ?? "").includes("-")) {
      const part = take(lines, n, (l) => l.includes("|"));
      made.push(tableOf(part, names));
      n += part.length;
    } else {
      const part = take(lines, n, (l, at) => l.trim() && (at === n || !starts(l)));
      made.push(h("p", {}, part.map((l, at) => [at ? h("br") : null, spans(l.trim(), names)])));
      n += part.length;
    }
  }
  return made;
}

const starts = (line) => FENCE.test(line) || HEAD.test(line) || RULE.test(line) || ITEM.test(line) || /^ {0,3}>/.test(line);

function take(lines, from, fits) {
  let end = from;
  while (end < lines.length && fits(lines[end], end)) end += 1;
  return lines.slice(from, Math.max(end, from + 1));
}

function listOf(lines, names) {
  const [, indent, mark] = ITEM.exec(lines[0]);
  const items = [];
  for (const line of lines) {
    const found = ITEM.exec(line);
    if (found && found[1].length <= indent.length) items.push([found[3]]);
    else if (line.trim()) items.at(-1).push(line.replace(/^(\t|\s{2,4})/, ""));
  }
  const ordered = /\d/.test(mark);
  return h(ordered ? "ol" : "ul", { start: ordered && parseInt(mark, 10) !== 1 ? parseInt(mark, 10) : undefined }, items.map((item) => entry(item, names)));
}

function entry([first, ...rest], names) {
  const task = /^\[([ xX])\]\s+(.*)$/.exec(first);
  const nested = rest.length ? blocksOf(rest, names) : [];
  if (!task) return h("li", {}, spans(first, names), nested);
  const done = task[1] !== " ";
  const box = h("span", { class: "task", role: "img", "aria-label": done ? "done" : "open" }, done ? "☑" : "☐");
  return h("li", { class: "task-item" }, box, spans(task[2], names), nested);
}

function tableOf([head, rule, ...rows], names) {
  const cells = (line) => line.trim().replace(/^\||\|$/g, "").split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll("\\|", "|"));
  const aligns = cells(rule).map((c) => (c.endsWith(":") ? (c.startsWith(":") ? "center" : "right") : "left"));
  const row = (tag) => (line) => h("tr", {}, cells(line).map((c, n) => h(tag, { class: [`align-${aligns[n] ?? "left"}`, "wrap"] }, spans(c, names))));
  return h("div", { class: "table", tabindex: "0", role: "region", "aria-label": "Table" }, h("table", {}, h("thead", {}, row("th")(head)), h("tbody", {}, rows.map(row("td")))));
}

const SPAN = new RegExp(
  [
    /\\([!-/:-@[-`{-~])/, // an escaped sign
    /(`+)(.+?)\2(?!`)/, // code
    /!\[([^\]]*)\]\(([^()\s]+(?:\([^()]*\)[^()\s]*)?)[^)]*\)/, // a picture
    /\[((?:[^[\]]|\[[^\]]*\])*)\]\(([^()\s]+(?:\([^()]*\)[^()\s]*)?)[^)]*\)/, // a link
    /<([^<>\s][^<>]*)>/, // an address or a mention
    /(?<![\w/])(https?:\/\/[^\s<>()]+[^\s<>().,;:!?'"])/, // a bare address
    /(\*\*|__)(?=\S)(.+?)\10/, // bold
    /~~(?=\S)(.+?)~~/, // struck
    /(?<![\w*])([*_])(?=\S)(.+?)\13(?![\w*])/, // italic
    /:([a-z0-9_+-]+):/, // emoji
  ].map((part) => part.source).join("|"), "i");

function spans(text, names) {
  const made = [];
  let rest = text;
  for (let found = SPAN.exec(rest); found; found = SPAN.exec(rest)) {
    made.push(rest.slice(0, found.index), span(found, names));
    rest = rest.slice(found.index + found[0].length);
  }
  return [...made, rest];
}

function span(f, names) {
  if (f[1]) return f[1];
  if (f[2]) return h("code", {}, f[3].trim());
  if (f[5]) return link(f[5], f[4] || f[5]);
  if (f[7]) return link(f[7], "", spans(f[6], names));
  if (f[8]) return /^([@#!]|https?:|mailto:)/.test(f[8]) ? angle(f[8], names) : f[0];
  if (f[9]) return link(f[9]);
  if (f[10]) return h("strong", {}, spans(f[11], names));
  if (f[12]) return h("del", {}, spans(f[12], names));
  if (f[13]) return h("em", {}, spans(f[14], names));
  const sign = emoji(f[15].toLowerCase());
  return sign ? emojiNode(f[15], sign) : f[0];
}
