// Menus with search: of fixed options, people, channels, or what the app offers. One or several.

import { h, icon, newId } from "./dom.js";
import { before, changed, labelled } from "./elements.js";
import { textObject } from "./mrkdwn.js";

const WAIT = 200;

export function choice(part) {
  const kind = part.element.type.replace("multi_", "");
  const several = part.element.type.startsWith("multi_");
  const [one, many, initial] = NAMES[kind];
  const name = several ? many : one;
  const value = before(part, name, several ? `${initial}s` : initial, several ? [] : null);
  const source = SOURCES[kind](part);
  const pick = picker({
    chosen: (several ? value : [value]).filter(Boolean).map(source.read),
    several,
    most: part.element.max_selected_items,
    placeholder: part.element.placeholder?.text ?? (several ? "Choose some" : "Choose one"),
    find: source.find,
    least: source.least ?? 0,
    label: labelled(part),
    focus: part.element.focus_on_load,
    changed: (items) => changed(part, { [name]: several ? items.map((i) => i.value) : (items[0]?.value ?? null) }),
  });
  return pick;
}

const NAMES = {
  static_select: ["selected_option", "selected_options", "initial_option"],
  external_select: ["selected_option", "selected_options", "initial_option"],
  users_select: ["selected_user", "selected_users", "initial_user"],
  conversations_select: ["selected_conversation", "selected_conversations", "initial_conversation"],
  channels_select: ["selected_channel", "selected_channels", "initial_channel"],
};

const has = (label, typed) => label.toLowerCase().includes(typed.toLowerCase());
const optionItem = (option) => ({ key: option.value, label: option.text?.text ?? "", text: option.text, detail: option.description, value: option });

function listed(part) {
  const groups = part.element.option_groups ?? [{ options: part.element.options ?? [] }];
  return {
    read: optionItem,
    find: async (typed) => grouped(groups).filter((item) => has(item.label, typed)),
  };
}

function grouped(groups) {
  return groups.flatMap((group) => (group.options ?? []).map((option) => ({ ...optionItem(option), group: group.label?.text })));
}

function offered(part) {
  return {
    read: optionItem,
    least: part.element.min_query_length ?? 3,
    find: async (typed) => {
      const found = await part.ctx.suggest(part.element.action_id, part.block.block_id, typed);
      if (found.error) throw new Error(found.error);
      return grouped(found.option_groups ?? [{ options: found.options ?? [] }]);
    },
  };
}

function people(part) {
  const { names } = part.ctx;
  const item = (id) => ({ key: id, label: names.person(id), value: id });
  return { read: item, find: async (typed) => names.people().map(item).filter((p) => has(p.label, typed)) };
}

function places(part) {
  const { names } = part.ctx;
  const filter = part.element.filter ?? {};
  const fits = (c) => !filter.include || filter.include.includes(c.dm ? "im" : c.private ? "private" : "public");
  const item = (id) => ({ key: id, label: names.place(id), value: id });
  const all = () => names.channels().filter((c) => (part.element.type.includes("channels") ? !c.dm && !c.private : fits(c)));
  return { read: item, find: async (typed) => all().map((c) => item(c.id)).filter((p) => has(p.label, typed)) };
}

const SOURCES = { static_select: listed, external_select: offered, users_select: people, conversations_select: places, channels_select: places };

function picker(spec) {
  const listId = newId("list");
  let chosen = spec.chosen;
  let shown = [];
  let active = -1;
  let waiting = 0;
  const typed = h("input", { type: "text", role: "combobox", class: "field-input", autocomplete: "off", spellcheck: "false", "aria-expanded": "false", "aria-autocomplete": "list", "aria-controls": listId, ...spec.label });
  const list = h("div", { class: "listbox", role: "listbox", id: listId, hidden: true, "aria-multiselectable": spec.several || undefined });
  const chips = h("span", { class: "chips" });
  const node = h("div", { class: ["select", spec.several && "several"] }, chips, typed, icon("down"), list);

  function draw() {
    chips.replaceChildren(...(spec.several ? chosen.map((item) =>
      h("button", { type: "button", class: "chip", "aria-label": `Remove ${item.label}`, on: { click: () => set(chosen.filter((c) => c.key !== item.key)) } }, item.label, " ×")) : []));
    typed.value = spec.several ? "" : (chosen[0]?.label ?? "");
    typed.placeholder = spec.several && chosen.length ? "" : spec.placeholder;
  }

  async function set(items) {
    const old = chosen;
    chosen = items;
    draw();
    if (!(await spec.changed(items))) {
      chosen = old;
      draw();
    }
  }

  async function open(letters) {
    list.hidden = false;
    typed.setAttribute("aria-expanded", "true");
    if (letters.length < spec.least) return say(`Type ${spec.least} or more characters.`);
    const turn = ++waiting;
    try {
      if (spec.least || letters) await new Promise((resolve) => setTimeout(resolve, spec.least ? WAIT : 0));
      const found = await spec.find(letters);
      if (turn !== waiting) return;
      shown = found.slice(0, 100);
      active = shown.length ? Math.max(0, shown.findIndex((i) => chosen.some((c) => c.key === i.key))) : -1;
      options();
    } catch (error) {
      if (turn === waiting) say(error.message, "error");
    }
  }

  function say(text, kind = "note") {
    shown = [];
    active = -1;
    list.replaceChildren(h("div", { class: kind }, text));
  }

  function options() {
    if (!shown.length) return say("Nothing found.");
    let group = "";
    const rows = [];
    shown.forEach((item, n) => {
      if (item.group && item.group !== group) rows.push(h("div", { class: "group" }, (group = item.group)));
      const on = chosen.some((c) => c.key === item.key);
      rows.push(h("div", { role: "option", id: `${listId}-${n}`, class: n === active && "active", "aria-selected": String(on), on: { pointerdown: (event) => { event.preventDefault(); take(n); } } },
        h("span", {}, item.text ? textObject(item.text, {}) : item.label), item.detail ? h("small", {}, textObject(item.detail, {})) : null));
    });
    list.replaceChildren(...rows);
    mark();
  }

  function mark() {
    const nodes = [...list.querySelectorAll("[role=option]")];
    nodes.forEach((row, n) => row.classList.toggle("active", n === active));
    nodes[active]?.scrollIntoView({ block: "nearest" });
    if (nodes[active]) typed.setAttribute("aria-activedescendant", nodes[active].id);
    else typed.removeAttribute("aria-activedescendant");
  }

  function take(n) {
    const item = shown[n];
    if (!item) return;
    if (!spec.several) {
      close();
      set([item]);
    } else if (chosen.some((c) => c.key === item.key)) set(chosen.filter((c) => c.key !== item.key)).then(() => open(""));
    else if (!spec.most || chosen.length < spec.most) set([...chosen, item]).then(() => open(""));
  }

  function close() {
    waiting += 1;
    list.hidden = true;
    typed.setAttribute("aria-expanded", "false");
    draw();
  }

  typed.addEventListener("focus", () => typed.select());
  typed.addEventListener("click", () => list.hidden && open(""));
  typed.addEventListener("input", () => open(typed.value.trim()));
  typed.addEventListener("blur", close);
  typed.addEventListener("keydown", (event) => {
    const open_ = !list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!open_) open("");
      else if (shown.length) {
        active = (active + (event.key === "ArrowDown" ? 1 : -1) + shown.length) % shown.length;
        mark();
      }
    } else if (event.key === "Enter" && open_) {
      event.preventDefault();
      take(active);
    } else if (event.key === "Escape" && open_) {
      event.preventDefault();
      event.stopPropagation();
      close();
    } else if (event.key === "Backspace" && spec.several && !typed.value && chosen.length) set(chosen.slice(0, -1));
  });
  draw();
  if (spec.focus) requestAnimationFrame(() => typed.focus());
  return node;
}
