// Fields to type in: plain, numbers, mail, addresses, rich text, and files.

import { upload } from "./api.js";
import { h } from "./dom.js";
import { before, changed, labelled } from "./elements.js";

const KINDS = { plain_text_input: "text", number_input: "text", email_text_input: "email", url_text_input: "url" };

export function textInput(part) {
  const { element: what, ctx } = part;
  const value = before(part, "value", "initial_value", null);
  const lines = what.type === "plain_text_input" && what.multiline;
  const box = h(lines ? "textarea" : "input", {
    type: lines ? undefined : KINDS[what.type],
    inputmode: what.type === "number_input" ? "decimal" : undefined,
    rows: lines ? 4 : undefined,
    class: "field-input",
    value: value ?? "",
    placeholder: what.placeholder?.text,
    autocomplete: "off",
    ...labelled(part),
  });
  const count = what.max_length ? h("small", { class: "count", "aria-hidden": "true" }) : null;
  const tellOn = part.block.dispatch_action ? (what.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"]) : [];
  const keep = (tell) => changed(part, { value: box.value || null }, tell);
  const left = () => {
    const rest = (what.max_length ?? 0) - box.value.length;
    if (count) count.textContent = rest < Math.max(20, what.max_length / 10) ? String(rest) : "";
    count?.classList.toggle("over", rest < 0);
  };
  box.addEventListener("input", () => { left(); keep(tellOn.includes("on_character_entered")); });
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey) return;
    if (tellOn.includes("on_enter_pressed") && !lines) {
      event.preventDefault();
      keep(true);
    } else if (event.ctrlKey || event.metaKey || !lines) {
      event.preventDefault();
      ctx.submit?.();
    }
  });
  if (what.focus_on_load) requestAnimationFrame(() => box.focus());
  left();
  return count ? h("span", { class: "counted" }, box, count) : box;
}

// Typed as text; sent as rich text, a section for each paragraph, with *bold*, _italic_ and `code`.
export function richInput(part) {
  const first = before(part, "rich_text_value", "initial_value", null);
  const box = h("textarea", { rows: 4, class: "field-input", placeholder: part.element.placeholder?.text, value: plainOf(first), ...labelled(part) });
  box.addEventListener("input", () => changed(part, { rich_text_value: richOf(box.value) }));
  if (part.element.focus_on_load) requestAnimationFrame(() => box.focus());
  return h("span", { class: "counted" }, box, h("small", { class: "count" }, "*bold*  _italic_  `code`"));
}

export function richOf(text) {
  if (!text.trim()) return null;
  const sections = [];
  for (const line of text.split("\n")) {
    const item = /^[-•*]\s+(.*)$/.exec(line);
    const section = { type: "rich_text_section", elements: spans(item ? item[1] : `${line}\n`) };
    const last = sections.at(-1);
    if (!item) sections.push(section);
    else if (last?.type === "rich_text_list") last.elements.push(section);
    else sections.push({ type: "rich_text_list", style: "bullet", elements: [section] });
  }
  return { type: "rich_text", elements: sections };
}

const STYLES = { "*": "bold", _: "italic", "~": "strike", "`": "code" };
function spans(line) {
  const made = [];
  let rest = line;
  for (let found = /([*_~`])(\S(?:.*?\S)?)\1/.exec(rest); found; found = /([*_~`])(\S(?:.*?\S)?)\1/.exec(rest)) {
    if (found.index) made.push({ type: "text", text: rest.slice(0, found.index) });
    made.push({ type: "text", text: found[2], style: { [STYLES[found[1]]]: true } });
    rest = rest.slice(found.index + found[0].length);
  }
  return rest ? [...made, { type: "text", text: rest }] : made;
}

function plainOf(rich) {
  const leaf = (e) => e.text ?? (e.elements ?? []).map(leaf).join("");
  return (rich?.elements ?? []).map((part) =>
    part.type === "rich_text_list" ? part.elements.map((i) => `- ${leaf(i)}\n`).join("") : leaf(part)).join("").trimEnd();
}

export function fileInput(part) {
  const { element: what, ctx } = part;
  let files = before(part, "files", "", []) ?? [];
  const most = what.max_files ?? 10;
  const names = h("ul", { class: "file-names" });
  const draw = () => names.replaceChildren(...files.map((f) => h("li", {}, f.name)));
  const box = h("input", {
    type: "file",
    multiple: most > 1,
    accept: what.filetypes?.map((t) => `.${t}`).join(",") || undefined,
    ...labelled(part),
    on: {
      change: async () => {
        files = await Promise.all([...box.files].slice(0, most).map((file) => upload(ctx.names.me, file)));
        draw();
        await changed(part, { files });
      },
    },
  });
  draw();
  return h("span", {}, box, names);
}
