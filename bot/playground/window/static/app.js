// Puts the window together: who looks, at which channel and thread, and what is on the screen.

import { get, post, watch } from "./api.js";
import { h, icon, replace } from "./dom.js";
import { header } from "./header.js";
import { home } from "./home.js";
import { messageList } from "./messages.js";
import { modals } from "./modal.js";
import { namesOf } from "./names.js";
import { panel } from "./panel.js";
import { composer } from "./composer.js";
import { whenFree } from "./press.js";
import { sidebar } from "./sidebar.js";
import { thread } from "./thread.js";
import { canvasTab, pinsTab } from "./tabs.js";
import { topBar } from "./top_bar.js";

class App {
  constructor(start) {
    this.start = start;
    this.at = { channel: "", thread: "", tab: "messages", most: 0 };
    this.view = null;
    this.listeners = new Set();
    this.show = () => {
      this.draw();
      for (const listener of this.listeners) listener(this.view);
    };
    const wanted = new URLSearchParams(location.search).get("as");
    const people = start.people.filter((p) => !p.is_bot && !p.deleted);
    this.me = people.some((p) => p.id === wanted) ? wanted : people[0].id;
  }

  get names() {
    return namesOf(this);
  }

  async do(deed, args = {}) {
    const answer = await post("/window/do", { as: this.me, deed, args });
    return answer.result;
  }

  // A deed whose failure is told to whoever did it.
  async try(deed, args) {
    try { return await this.do(deed, args); } catch (error) {
      this.toast(error.message);
      return undefined;
    }
  }

  toast(text) {
    const note = h("div", { class: "toast" }, text);
    document.getElementById("toasts").append(note);
    setTimeout(() => note.remove(), 6000);
  }

  async go({ channel, ts, thread: root, tab = "messages" }) {
    const moved = channel && channel !== this.at.channel;
    Object.assign(this.at, { channel: channel ?? this.at.channel, thread: root ?? (moved ? "" : this.at.thread), tab, most: moved ? 0 : this.at.most });
    this.found = ts ?? "";
    document.body.classList.remove("sidebar-open");
    history.replaceState(null, "", `?as=${this.me}#${this.at.channel}${this.at.thread ? `/${this.at.thread}` : ""}`);
    if (this.isApp(this.at.channel) && moved) this.at.tab = tab === "messages" && !ts ? "home" : tab;
    if (this.at.tab === "home") await this.try("open_home");
    await this.refresh();
  }

  isApp(channel) {
    return this.view?.channels.some((c) => c.id === channel && c.dm === this.start.bot);
  }

  async become(person) {
    this.me = person;
    this.at.thread = "";
    this.modals.forget();
    await this.refresh(true);
    await this.go({ channel: this.at.channel });
  }

  async refresh(anew = false) {
    if (this.running) { this.again = true; return this.running; }
    this.running = this.#refresh(anew);
    try { await this.running; } finally { this.running = null; }
    if (this.again) { this.again = false; return this.refresh(); }
    return undefined;
  }

  async #refresh() {
    const asked = { as: this.me, channel: this.at.channel, thread: this.at.thread, most: this.at.most || undefined };
    const view = await get("/window/view", asked).catch((error) => this.#anew(error));
    if (view.people !== this.start.people.length) await this.#meet();
    if (asked.as !== this.me || asked.channel !== this.at.channel || asked.thread !== this.at.thread) {
      this.again = true;
      return;
    }
    this.view = view;
    if (!view.channel && view.channels.length) {
      this.at.channel = this.first(view);
      this.again = true;
      return;
    }
    if (!view.thread) this.at.thread = "";
    whenFree(this.show);
  }

  // Scenes and imports bring other people in; whoever one was may be gone then.
  async #meet() {
    this.start = await get("/window/start");
  }

  async #anew(error) {
    await this.#meet();
    if (this.start.people.some((p) => p.id === this.me)) throw error;
    this.me = this.start.people.find((p) => !p.is_bot && !p.deleted).id;
    Object.assign(this.at, { channel: "", thread: "" });
    return get("/window/view", { as: this.me });
  }

  first(view) {
    const [channel, root] = location.hash.slice(1).split("/");
    if (view.channels.some((c) => c.id === channel)) {
      this.at.thread = /^\d+\.\d+$/.test(root ?? "") ? root : "";
      return channel;
    }
    return view.channels.find((c) => c.app && !c.dm)?.id ?? view.channels[0].id;
  }

  draw() {
    const { view } = this;
    const label = this.names.place(this.at.channel);
    document.title = `${label} · ${this.names.person(this.me)} · Playground`;
    this.top.update(view);
    this.side.update(view);
    this.head.update(view);
    const tab = this.at.tab;
    this.main.dataset.tab = tab;
    this.list.update(view, tab === "messages");
    this.home.update(view, tab === "home");
    this.canvas.update(view, tab === "canvas");
    this.pins.update(view, tab === "pins");
    this.write.update(view, tab === "messages");
    this.thread.update(view);
    this.modals.update(view);
    document.body.classList.toggle("thread-open", Boolean(view.thread));
  }

  mount() {
    this.top = topBar(this);
    this.side = sidebar(this);
    this.head = header(this);
    this.list = messageList(this, "channel");
    this.home = home(this);
    this.canvas = canvasTab(this);
    this.pins = pinsTab(this);
    this.write = composer(this, "channel");
    this.thread = thread(this);
    this.panel = panel(this);
    this.modals = modals(this);
    this.lost = h("div", { class: "lost", role: "alert", hidden: true }, icon("close"), "The workspace does not answer. Is it still running?");
    this.main = h("main", { id: "main" }, this.head.element, this.lost, this.list.element, this.home.element, this.canvas.element, this.pins.element, this.write.element);
    replace(document.getElementById("app"), this.top.element, this.side.element, this.main, this.thread.element, this.panel.element);
    addEventListener("go", (event) => this.go(event.detail));
    addEventListener("keydown", (event) => this.key(event));
  }

  key(event) {
    if (event.key === "Escape" && !event.defaultPrevented && !document.querySelector("dialog[open]")) {
      if (document.body.classList.contains("sidebar-open")) document.body.classList.remove("sidebar-open");
      else if (this.at.thread) this.go({ thread: "" }).then(() => this.write.focus());
    }
    if ((event.ctrlKey || event.metaKey) && event.key === "k") {
      event.preventDefault();
      document.body.classList.add("sidebar-open");
      this.side.focus();
    }
  }
}

const app = new App(await get("/window/start"));
app.mount();
await app.refresh();
app.write.focus();
watch(() => app.refresh().catch(() => {}), (lost) => { app.lost.hidden = !lost; });
