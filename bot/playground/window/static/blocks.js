// Draws Block Kit. What it cannot draw it says, with the type and the JSON.

import { h, icon } from "./dom.js";
import { accessory, element } from "./elements.js";
import { fold } from "./fold.js";
import { input } from "./inputs.js";
import { markdown } from "./markdown.js";
import { mrkdwn, outside, plainEmoji, textObject } from "./mrkdwn.js";
import { richText } from "./rich_text.js";
import { table } from "./table.js";

// `ctx`: names, form (what was typed and chosen), use(action, block, chosen), suggest(…), surface.
export function blocks(list, ctx) {
  return h("div", { class: "blocks" }, (list ?? []).map((block) => drawn(block, ctx)));
}

function drawn(block, ctx) {
  const draw = BLOCKS[block?.type];
  if (!draw) return cannot(block);
  try {
    const made = draw(block, ctx);
    made.dataset.block = block.type;
    if (block.block_id) made.dataset.blockId = block.block_id;
    return made;
  } catch (error) {
    return cannot(block, String(error));
  }
}

export function cannot(what, why = "") {
  const type = what?.type ?? "(without a type)";
  return h("details", { class: "cannot" },
    h("summary", {}, `Cannot be drawn here: ${type}${why ? ` (${why})` : ""}`),
    h("pre", {}, JSON.stringify(what, null, 2)));
}

const BLOCKS = {
  section: (block, ctx) => {
    const text = block.text ? h("div", { class: "text" }, textObject(block.text, ctx.names)) : null;
    const fields = block.fields ? h("div", { class: "fields" }, block.fields.map((f) => h("div", { class: "field" }, textObject(f, ctx.names)))) : null;
    const words = h("div", { class: "words" }, text && (block.expand ? text : fold(text, block.text.text)), fields);
    return h("div", { class: "section" }, words, block.accessory ? accessory(block.accessory, block, ctx) : null);
  },
  header: (block, ctx) => h(ctx.surface === "message" ? "h4" : "h3", { class: "header" }, textObject(block.text, ctx.names)),
  divider: () => h("hr"),
  context: (block, ctx) =>
    h("div", { class: "context" }, (block.elements ?? []).map((e) => (e.type === "image" ? picture(e, "small") : h("span", {}, textObject(e, ctx.names))))),
  actions: (block, ctx) => h("div", { class: "actions" }, (block.elements ?? []).map((e) => element(e, block, ctx))),
  context_actions: (block, ctx) => h("div", { class: ["actions", "quiet"] }, (block.elements ?? []).map((e) => element(e, block, ctx))),
  image: (block, ctx) =>
    h("figure", { class: "picture" }, block.title ? h("figcaption", {}, textObject(block.title, ctx.names)) : null, picture(block, "large")),
  input,
  rich_text: (block, ctx) => richText(block, ctx.names, cannot),
  markdown: (block, ctx) => h("div", { class: "text" }, fold(h("div", { class: "markdown" }, markdown(block.text ?? "", ctx.names)), block.text)),
  table: (block, ctx) => table(block, ctx.names, cannot),
  video: (block, ctx) =>
    h("div", { class: "video" },
      h("a", outside(block.title_url ?? block.video_url), icon("play"), h("span", {}, textObject(block.title, ctx.names))),
      block.description ? h("p", {}, textObject(block.description, ctx.names)) : null,
      h("small", {}, [block.author_name, block.provider_name, "opens in a new window"].filter(Boolean).join(" · "))),
  file: (block) => h("a", { class: "file", href: "#", title: block.external_id }, icon("file"), `Remote file ${block.external_id}`),
  alert: (block, ctx) => h("div", { class: ["alert", `level-${block.level ?? "default"}`], role: "note" }, textObject(block.text, ctx.names)),
};

// Pictures of this machine are shown. Others are named: nothing is fetched from elsewhere while one tries things out.
export function picture(image, size) {
  const named = image.slack_file?.id ?? /\/files\/(F\w+)/.exec(image.slack_file?.url ?? "")?.[1];
  const address = named ? `/window/files/${named}` : (image.image_url ?? "");
  const alt = image.alt_text ?? "";
  const local = address.startsWith("/") || address.startsWith("data:image/") || address.startsWith(`${location.origin}/`);
  if (local) return h("a", { href: address, target: "_blank", rel: "noopener" }, h("img", { src: address, alt, class: size, loading: "lazy" }));
  let host = "another place";
  try { host = new URL(address).host; } catch { /* not an address: named as it is */ }
  return h("a", { ...outside(address), class: ["not-fetched", size] }, icon("file"), h("span", {}, alt || "Picture"), size === "large" ? h("small", {}, `from ${host}, not fetched`) : null);
}

// The older attachments, which alerts of many integrations still use.
export function attachments(list, ctx) {
  return (list ?? []).map((one) => {
    const bar = h("div", { class: "bar" });
    const colors = { good: "#2f9e6b", warning: "#d9a514", danger: "#c8372d" };
    const color = colors[one.color] ?? (/^#?[0-9a-f]{6}$/i.test(one.color ?? "") ? `#${one.color.replace("#", "")}` : "");
    if (color) bar.style.background = color;
    const text = one.text ? h("div", { class: "text" }, mrkdwn(one.text, ctx.names)) : null;
    return h("div", { class: "attachment-box" },
      one.pretext ? h("div", { class: "text" }, mrkdwn(one.pretext, ctx.names)) : null,
      h("div", { class: "attachment" }, bar, h("div", {},
        one.author_name ? h("small", { class: "author" }, one.author_name) : null,
        one.title ? h("strong", {}, one.title_link ? h("a", outside(one.title_link), plainEmoji(one.title)) : plainEmoji(one.title)) : null,
        text && fold(text, one.text),
        one.fields?.length ? h("div", { class: "fields" }, one.fields.map((f) => h("div", { class: ["field", !f.short && "wide"] }, h("strong", {}, f.title ?? ""), h("div", {}, mrkdwn(f.value ?? "", ctx.names))))) : null,
        one.blocks?.length ? blocks(one.blocks, ctx) : null,
        one.image_url ? picture({ image_url: one.image_url, alt_text: one.fallback ?? "" }, "large") : null,
        one.actions?.length ? cannot({ type: "attachment actions", actions: one.actions }) : null,
        one.footer ? h("small", { class: "footer" }, one.footer) : null)));
  });
}
