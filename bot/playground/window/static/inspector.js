// What goes to the app and comes from it, the blocks of the newest message, and what the app's database holds.

import { whenFree } from "./press.js";

const PARTS = [["traffic", "Requests"], ["message", "A message"], ["rows", "Rows"], ["outbox", "Outbox"], ["due", "Due next"]];

export function mount(element, api) {
  const { h, replace } = api;
  const page = h("div", { class: "inspected", tabindex: "-1" });
  const fault = h("p", { class: "fault", role: "alert" });
  const choice = h("div", { class: "row", role: "group", "aria-label": "What to look at" });
  const lines = [];
  const opened = new Map();
  let part = "traffic";
  let subject = "";
  let filter = "";
  const shows = { traffic: showTraffic, message: showMessage, rows: showRows, outbox: showOutbox, due: showDue };
  replace(element, choice, fault, page);

  function choose(name) {
    part = name;
    drawn = "";
    replace(choice, PARTS.map(([n, label]) => h("button", { type: "button", class: ["button", n === part && "chosen"], "aria-pressed": String(n === part), on: { click: () => choose(n) } }, label)));
    replace(page);
    show();
  }

  let drawn = "";
  async function show() {
    try {
      fault.textContent = "";
      await shows[part]();
    } catch (error) {
      fault.textContent = error.message;
    }
  }
  const fresh = (data) => drawn !== (drawn = JSON.stringify(data));
  const time = (seconds) => new Date(seconds * 1000).toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
  const moment = (seconds) => new Date(seconds * 1000).toLocaleString(undefined, { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });

  function code(label, text) {
    const copy = h("button", { type: "button", class: "linkish", "aria-label": `Copy: ${label}`, on: { click: () => copied(text) } }, "Copy");
    return h("div", { class: "code" }, h("div", { class: "row between" }, h("small", {}, label), copy), h("pre", { tabindex: "0" }, text));
  }

  async function copied(text) {
    try {
      await navigator.clipboard.writeText(text);
      api.toast("Copied.");
    } catch {
      api.toast("The browser did not allow to copy. Select the text instead.");
    }
  }

  async function showTraffic() {
    const found = (await api.get("/control/traffic", { after: lines.at(-1)?.id ?? 0 })).lines;
    lines.push(...found);
    if (lines.length > 500) lines.splice(0, lines.length - 500);
    if (!page.querySelector(".traffic")) {
      const field = h("input", { type: "search", placeholder: "Filter, like chat.postMessage", "aria-label": "Filter the requests", value: filter, on: { input: (event) => { filter = event.target.value; list(); } } });
      const empty = h("button", { type: "button", class: "button", on: { click: async () => { await api.post("/control/forget_traffic", {}); lines.length = 0; list(); } } }, "Empty");
      replace(page, h("div", { class: "row" }, field, empty), h("ol", { class: "traffic" }));
      list();
    } else if (found.length) whenFree(list);
  }

  function list() {
    const wanted = lines.filter((l) => !filter || `${l.kind} ${l.name} ${l.result}`.toLowerCase().includes(filter.toLowerCase())).slice(-150).reverse();
    const key = document.activeElement?.dataset?.key;
    replace(page.querySelector(".traffic"), wanted.length ? wanted.map(line) : h("li", {}, "Nothing yet. Do something in a channel."));
    if (key) [...page.querySelectorAll("[data-key]")].find((e) => e.dataset.key === key)?.focus();
  }

  function line(l) {
    const body = h("div", { class: "body", hidden: true });
    const inward = l.way === "to bot";
    const head = h("button", { type: "button", "aria-expanded": "false", "data-key": `line-${l.id}`, on: { click: toggle } },
      h("span", { class: ["way", inward ? "in" : "out"], "aria-label": inward ? "to the app" : "from the app" }, inward ? "→ app" : "app →"),
      h("span", { class: "name" }, l.name),
      h("small", {}, `${time(l.at)} · ${l.kind} · ${l.ms} ms`, l.retry ? ` · attempt ${l.retry + 1}` : "", " · ", h("span", { class: l.ok ? "" : "fault" }, l.result)));
    // What is open is noted at once: the list may be drawn anew before the exchange is here.
    function toggle() {
      if (!opened.delete(l.id)) opened.set(l.id, api.get("/control/exchange", { id: l.id }).catch((error) => ({ asked: error.message, answer: "" })));
      unfold();
    }
    async function unfold() {
      const wanted = opened.get(l.id);
      body.hidden = !wanted;
      head.setAttribute("aria-expanded", String(Boolean(wanted)));
      if (!wanted) return;
      const full = await wanted;
      replace(body, code("Asked", full.asked), code("Answered", full.answer));
    }
    unfold();
    return h("li", { class: l.ok ? "" : "wrong" }, head, body);
  }

  async function showMessage() {
    const at = api.at();
    const messages = [...document.querySelectorAll("#main .message[data-ts], #thread .message[data-ts]")].slice(-30).reverse();
    const all = messages.map((m) => ({ ts: m.dataset.ts, text: `${(m.getAttribute("aria-label") ?? "").split(",")[0]}: ${(m.querySelector(".blocks, .text") ?? m).textContent.replace(/\s+/g, " ").trim().slice(0, 60)}` }));
    if (!fresh([at.channel, all.map((m) => m.ts)]) && page.childNodes.length) return;
    if (!all.length) { replace(page, h("p", {}, "No message is in sight.")); return; }
    const body = h("div", {});
    const pick = h("select", { "aria-label": "Message", on: { change: () => read(pick.value) } }, all.map((m) => h("option", { value: m.ts }, m.text)));
    async function read(ts) {
      const { message } = await api.get("/control/message", { channel: at.channel, ts });
      replace(body, message.blocks ? code("Blocks", JSON.stringify({ blocks: message.blocks }, null, 1)) : h("p", {}, "This message has no blocks."), code("The whole message", JSON.stringify(message, null, 1)));
    }
    replace(page, pick, body);
    await read(all[0].ts);
  }

  function table(name, rows) {
    const columns = [...new Set(rows.flatMap((r) => Object.keys(r)))].filter((c) => rows.some((r) => r[c] !== null && r[c] !== "" && r[c] !== false));
    const cell = (value) => (value === null || value === undefined ? "" : typeof value === "object" ? JSON.stringify(value) : String(value));
    return h("details", { open: rows.length <= 5 }, h("summary", {}, h("code", {}, name), ` ${rows.length}`),
      h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": `Rows of ${name}` },
        h("table", {}, h("thead", {}, h("tr", {}, columns.map((c) => h("th", { scope: "col" }, c)))), h("tbody", {}, rows.map((r) => h("tr", {}, columns.map((c) => h("td", {}, cell(r[c])))))))));
  }

  async function showRows() {
    const found = await api.get("/control/inside", { subject });
    if (!found.known) { replace(page, h("p", {}, "The app beside this workspace shows nothing of its inside.")); return; }
    if (!subject && found.subjects.length) { subject = found.subjects[0].id; await showRows(); return; }
    if (!fresh([found.subjects, found.tables])) return;
    if (!found.subjects.length) { replace(page, h("p", {}, "There is no postmortem yet.")); return; }
    const pick = h("select", { "aria-label": "Postmortem", on: { change: () => { subject = pick.value; showRows(); } } }, found.subjects.map((s) => h("option", { value: s.id, selected: s.id === subject }, s.label)));
    replace(page, pick, Object.entries(found.tables).map(([name, rows]) => table(name, rows)));
  }

  async function showOutbox() {
    const { outbox } = await api.get("/control/inside");
    if (!fresh(outbox)) return;
    const waiting = outbox.filter((r) => r.state !== "sent");
    replace(page, h("p", {}, waiting.length ? "What has yet to leave, or was given up:" : "Nothing waits."), waiting.length ? table("waiting", waiting) : null, table("sent", outbox.filter((r) => r.state === "sent").slice(0, 50)));
  }

  async function showDue() {
    const { due } = await api.get("/control/inside");
    if (!fresh(due)) return;
    replace(page, due.length ? h("ol", { class: "due" }, due.map((d) => h("li", {}, h("strong", {}, moment(d.at)), ` to ${d.to}: ${d.what}`))) : h("p", {}, "No reminder is due. Add an action item with an owner and a date."));
  }

  let waiting = false;
  api.onChange(() => {
    if (waiting || element.hidden) return;
    waiting = true;
    setTimeout(() => { waiting = false; if (!element.hidden && part !== "message") show(); }, 400);
  });
  choose("traffic");
}
