// Scenes that are ready to play, an export of your own, and the clock of the workspace.

import { clock } from "./clock.js";
import { ownExport } from "./own_export.js";
import { whenFree } from "./press.js";

const STATES = { playing: "plays", paused: "paused", done: "has played", stuck: "stopped" };

export function mount(element, api) {
  const { h, replace } = api;
  const status = h("p", { class: "fault", role: "alert" });
  const offered = h("ul", { class: "scene-list" });
  const playing = h("div", { class: "runs" });
  replace(element,
    clock(api),
    h("section", { "aria-labelledby": "playing-title" }, h("h3", { id: "playing-title", class: "visually-hidden" }, "Scenes that play"), playing),
    status,
    h("section", { "aria-labelledby": "scenes-title" }, h("h3", { id: "scenes-title" }, "Scenes ready to play"), offered),
    ownExport(api));

  async function ask(work) {
    status.textContent = "";
    try {
      return await work();
    } catch (error) {
      status.textContent = error.message;
      return null;
    }
  }

  async function begin(scene) {
    const run = await ask(() => api.post("/control/scenes", { scene: scene.id }));
    if (run) api.go({ channel: run.channels[0].id });
    await draw();
    playing.querySelector("button")?.focus();
  }

  async function direct(run, deed, more = {}) {
    await ask(() => api.post("/control/direct", { run: run.id, do: deed, ...more }));
    await draw();
  }

  function button(label, action, props = {}) {
    return h("button", { type: "button", class: ["button", props.primary && "primary"], "data-key": props.key, "aria-pressed": props.pressed, on: { click: action } }, label);
  }

  function drawRun(run) {
    const over = run.state === "done" || run.state === "stuck";
    const percent = run.steps ? Math.round((100 * run.position) / run.steps) : 100;
    return h("article", { class: "run", "aria-label": run.title },
      h("h4", {}, run.title, h("small", {}, ` ${STATES[run.state]}`)),
      h("p", { class: "places" }, run.channels.map((c) => h("button", { type: "button", class: "linkish", "data-key": `${run.id}-${c.id}`, on: { click: () => api.go({ channel: c.id }) } }, `#${c.name}`))),
      run.problem ? h("p", { class: "fault" }, run.problem) : null,
      over ? h("p", {}, run.hint) : [
        h("progress", { max: 100, value: percent, "aria-label": `${run.position} of ${run.steps} steps` }),
        run.next ? h("p", { class: "next" }, "Next: ", run.next) : null,
        h("div", { class: "row" },
          run.state === "playing" ? button("Pause", () => direct(run, "pause"), { key: `${run.id}-play` }) : button("Play", () => direct(run, "play"), { primary: true, key: `${run.id}-play` }),
          button("One step", () => direct(run, "step"), { key: `${run.id}-step` }),
          button("Jump to the end", () => direct(run, "end"), { key: `${run.id}-end` }),
          speeds(run)),
      ],
      offers(run),
      people(run));
  }

  function speeds(run) {
    const choose = h("select", { "aria-label": "Speed", "data-key": `${run.id}-speed`, on: { change: (event) => direct(run, "play", { speed: Number(event.target.value) }) } },
      run.speeds.map((s) => h("option", { value: s, selected: s === run.speed }, s === 1 ? "as it was" : `${s} times as fast`)));
    return choose;
  }

  function offers(run) {
    if (!run.offers.length) return null;
    return h("div", { class: "offers" }, h("h5", {}, "For those whom you play"), h("ul", {}, run.offers.map((o) => h("li", {},
      h("strong", {}, o.who), " would say: ", h("q", {}, o.text),
      h("div", { class: "row" },
        button("Let them", () => direct(run, "accept", { offer: o.id }), { key: `${run.id}-a${o.id}` }),
        button("Leave it out", () => direct(run, "skip", { offer: o.id }), { key: `${run.id}-s${o.id}` }))))));
  }

  function people(run) {
    const mine = run.people.filter((p) => p.yours).length;
    return h("details", { open: openPeople.has(run.id), on: { toggle: (event) => (event.target.open ? openPeople.add(run.id) : openPeople.delete(run.id)) } },
      h("summary", { "data-key": `${run.id}-people` }, mine ? `You play ${mine} of ${run.people.length} people` : "Everybody follows the script"),
      h("ul", { class: "cast" }, run.people.map((p) => h("li", {}, h("label", {},
        h("input", { type: "checkbox", checked: p.yours, "data-key": `${run.id}-${p.key}`, on: { change: () => direct(run, p.yours ? "leave" : "take", { who: p.key }) } }),
        ` I play ${p.name}`)))));
  }

  const openPeople = new Set();
  let drawn = "";
  let found = null;
  async function draw() {
    found = (await ask(() => api.get("/control/scenes"))) ?? found;
    if (found && drawn !== JSON.stringify(found)) whenFree(show);
  }

  function show() {
    drawn = JSON.stringify(found);
    const key = document.activeElement?.dataset?.key;
    if (!offered.children.length) {
      replace(offered, found.scenes.map((s) => h("li", {},
        h("h4", {}, s.title),
        h("p", {}, s.about),
        h("div", { class: "row" }, button(s.at_once ? "Set it up" : "Play", () => begin(s), { key: `begin-${s.id}` }), s.at_once ? null : h("small", {}, `${s.minutes} minutes of theirs`)))));
    }
    replace(playing, found.runs.toReversed().map(drawRun));
    if (key) [...element.querySelectorAll("[data-key]")].find((e) => e.dataset.key === key)?.focus();
  }

  let waiting = false;
  api.onChange(() => {
    if (waiting) return;
    waiting = true;
    setTimeout(() => { waiting = false; if (!element.hidden) draw(); }, 250);
  });
  draw();
}
