// Everything that can be pressed or chosen: buttons, menus, pickers, boxes.

import { agreed } from "./confirm.js";
import { h, icon, newId } from "./dom.js";
import { plainEmoji, textObject } from "./mrkdwn.js";
import { overflowMenu } from "./menu.js";
import { picture } from "./blocks.js";
import { cannot } from "./blocks.js";
import { choice } from "./select.js";
import { textInput, richInput, fileInput } from "./text_inputs.js";
import { fromZoned, toZoned, zoneName } from "./time.js";

// `part`: { element, block, ctx, inForm }. Each maker returns a node.
export function element(what, block, ctx, inForm = false) {
  const make = ELEMENTS[what?.type];
  if (!make) return cannot(what);
  const node = make({ element: what, block, ctx, inForm });
  if (what.action_id) node.dataset.action = what.action_id;
  return node;
}

export function accessory(what, block, ctx) {
  return h("div", { class: ["accessory", what.type === "image" && "pictured"] }, element(what, block, ctx));
}

// A choice was made: keep it, and tell the app where Slack would.
export async function changed(part, state, tell = !part.inForm || part.block.dispatch_action) {
  const { element: what, block, ctx } = part;
  if (tell && what.confirm && !(await agreed(what.confirm, ctx.names))) return false;
  ctx.form.set(block.block_id, what.action_id, { type: what.type, ...state });
  if (tell) await ctx.use(what.action_id, block.block_id, state);
  return true;
}

export function before(part, name, initial, empty) {
  const kept = part.ctx.form.get(part.block.block_id, part.element.action_id);
  const value = kept ? kept[name] : (part.element[initial] ?? empty);
  part.ctx.form.set(part.block.block_id, part.element.action_id, { type: part.element.type, [name]: value });
  return value;
}

export function labelled(part) {
  return part.ctx.label ? { "aria-labelledby": part.ctx.label, "aria-describedby": part.ctx.described } : { "aria-label": part.element.placeholder?.text ?? part.block.text?.text ?? part.element.action_id };
}

function button(part) {
  const { element: what, block, ctx } = part;
  const node = h("button", {
    type: "button",
    class: ["button", what.style],
    "aria-label": what.accessibility_label,
    on: {
      click: async () => {
        if (what.confirm && !(await agreed(what.confirm, ctx.names))) return;
        if (what.url) window.open(what.url, "_blank", "noopener");
        await busy(node, () => ctx.use(what.action_id, block.block_id, {}));
      },
    },
  }, what.type === "icon_button" ? icon("close") : null, textObject(what.text, ctx.names));
  if (what.url) node.append(h("span", { class: "visually-hidden" }, " (opens a link)"));
  return node;
}

export async function busy(node, work) {
  if (node.getAttribute("aria-busy") === "true") return;
  node.setAttribute("aria-busy", "true");
  try { await work(); } finally { node.removeAttribute("aria-busy"); }
}

function date(part) {
  const value = before(part, "selected_date", "initial_date", null);
  return picker(part, "date", value ?? "", (text) => ({ selected_date: text || null }));
}

function time(part) {
  const value = before(part, "selected_time", "initial_time", null);
  return picker(part, "time", value ?? "", (text) => ({ selected_time: text || null }), part.element.timezone);
}

function dateTime(part) {
  const { tz } = part.ctx.names;
  const value = before(part, "selected_date_time", "initial_date_time", null);
  return picker(part, "datetime-local", value ? toZoned(value, tz) : "", (text) => ({ selected_date_time: text ? fromZoned(text, tz) : null }), tz);
}

function picker(part, type, value, state, zone) {
  const box = h("input", { type, value, class: "field-input", ...labelled(part) });
  // A date is typed number by number, so outside a form it counts when one leaves the field or presses Enter.
  let told = value;
  const tell = async () => {
    if (box.value === told) return;
    const old = told;
    told = box.value;
    if (!(await changed(part, state(box.value)))) box.value = told = old;
  };
  box.addEventListener("change", () => (part.inForm ? tell() : null));
  box.addEventListener("blur", tell);
  box.addEventListener("keydown", (event) => event.key === "Enter" && tell());
  return h("span", { class: "picker" }, box, zone ? h("small", { class: "zone" }, zoneName(zone, part.ctx.names.now)) : null);
}

function boxes(part) {
  const { element: what, ctx } = part;
  const several = what.type === "checkboxes";
  const name = several ? "selected_options" : "selected_option";
  const value = before(part, name, several ? "initial_options" : "initial_option", several ? [] : null);
  const chosen = new Set((several ? value : [value]).filter(Boolean).map((o) => o.value));
  const group = newId("choice");
  const inputs = [];
  const tell = async (box) => {
    const picked = what.options.filter((_, n) => inputs[n].checked);
    const done = await changed(part, { [name]: several ? picked : (picked[0] ?? null) });
    if (!done) box.checked = !box.checked;
  };
  const rows = (what.options ?? []).map((option) => {
    const box = h("input", { type: several ? "checkbox" : "radio", name: group, value: option.value, checked: chosen.has(option.value), on: { change: () => tell(box) } });
    inputs.push(box);
    const words = h("span", {}, textObject(option.text, ctx.names), option.description ? h("small", {}, textObject(option.description, ctx.names)) : null);
    return h("label", { class: "option" }, box, words);
  });
  return h("div", { class: "options", role: several ? "group" : "radiogroup", ...labelled(part) }, rows);
}

function overflow(part) {
  return overflowMenu(part.element.options ?? [], part.ctx.names, async (option) => {
    if (option.url) window.open(option.url, "_blank", "noopener");
    await changed(part, { selected_option: option });
  });
}

function feedback(part) {
  const { element: what } = part;
  return h("span", { class: "feedback" }, [what.positive_button, what.negative_button].filter(Boolean).map((one) =>
    h("button", { type: "button", class: "button", on: { click: () => part.ctx.use(what.action_id, part.block.block_id, { value: one.value, text: one.text }) } }, plainEmoji(one.text?.text ?? ""))));
}

const ELEMENTS = {
  button,
  icon_button: button,
  feedback_buttons: feedback,
  image: ({ element: what }) => picture(what, "thumb"),
  overflow,
  datepicker: date,
  timepicker: time,
  datetimepicker: dateTime,
  checkboxes: boxes,
  radio_buttons: boxes,
  plain_text_input: textInput,
  number_input: textInput,
  email_text_input: textInput,
  url_text_input: textInput,
  rich_text_input: richInput,
  file_input: fileInput,
  static_select: choice,
  external_select: choice,
  users_select: choice,
  conversations_select: choice,
  channels_select: choice,
  multi_static_select: choice,
  multi_external_select: choice,
  multi_users_select: choice,
  multi_conversations_select: choice,
  multi_channels_select: choice,
};
