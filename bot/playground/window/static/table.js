// The table block: rows of cells with raw text, numbers or rich text.

import { h } from "./dom.js";
import { richText } from "./rich_text.js";

export function table(block, names, cannot) {
  const settings = block.column_settings ?? [];
  const cell = (tag) => (content, n) =>
    h(tag, { class: [`align-${settings[n]?.align ?? "left"}`, settings[n]?.is_wrapped ? "wrap" : ""], scope: tag === "th" ? "col" : undefined }, inside(content, names, cannot));
  const [head, ...rows] = block.rows ?? [];
  return h("div", { class: "table", tabindex: "0", role: "region", "aria-label": "Table" },
    h("table", {},
      h("thead", {}, h("tr", {}, (head ?? []).map(cell("th")))),
      h("tbody", {}, rows.map((row) => h("tr", {}, row.map(cell("td")))))));
}

function inside(content, names, cannot) {
  if (content?.type === "rich_text") return richText(content, names, cannot);
  if (content?.type === "raw_text") return content.text ?? "";
  if (content?.type === "raw_number") return content.text ?? String(content.value ?? "");
  return cannot(content);
}
