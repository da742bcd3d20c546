// Switches for what goes wrong with Slack; what people then see can be watched in the channels.

export function mount(element, api) {
  const { h, replace } = api;
  const fault = h("p", { class: "fault", role: "alert" });
  const list = h("ul", { class: "switches" });
  const calm = h("button", { type: "button", class: "button primary", on: { click: () => act(calm, "/control/calm", {}) } }, "End all faults");
  const on = h("p", { role: "status" });
  replace(element, h("p", {}, "Turn something on, then go on working in the channels and watch."), h("div", { class: "row" }, calm, on), fault, list);

  async function act(pressed, address, body) {
    fault.textContent = "";
    pressed.setAttribute("aria-busy", "true");
    try {
      draw(await api.post(address, body));
    } catch (error) {
      fault.textContent = error.message;
      draw(await api.get("/control/switches"));
    }
    pressed.removeAttribute("aria-busy");
  }

  function draw({ switches }) {
    const key = document.activeElement?.dataset?.key;
    const many = switches.filter((s) => s.on).length;
    on.textContent = many ? `${many} on` : "All is well.";
    calm.disabled = !many;
    replace(list, switches.map((s) => {
      const id = `switch-${s.name}`;
      const choice = s.choice ? h("select", { "aria-label": s.choice === "scope" ? "Which permission" : "Which channel", disabled: s.on }, options(s)) : null;
      const box = h("input", { type: "checkbox", role: "switch", id, checked: s.on, "data-key": s.name, "aria-describedby": `${id}-effect`, on: { change: (event) => act(event.target, "/control/switch", { name: s.name, on: event.target.checked, chosen: choice?.value ?? "" }) } });
      return h("li", { class: s.on ? "on" : "" }, h("label", { for: id }, box, h("strong", {}, s.title)), choice, h("p", { id: `${id}-effect` }, s.effect));
    }));
    if (key) [...list.querySelectorAll("[data-key]")].find((e) => e.dataset.key === key)?.focus();
  }

  function options(s) {
    return s.choices.map((c) => (s.choice === "scope" ? h("option", { value: c, selected: c === (s.chosen || "chat:write") }, c) : h("option", { value: c.id, selected: c.id === s.chosen }, `#${c.name}`)));
  }

  let last = "";
  const refresh = async () => {
    const found = await api.get("/control/switches");
    if (JSON.stringify(found) === last || element.contains(document.activeElement)) return;
    last = JSON.stringify(found);
    draw(found);
  };
  api.onChange(() => { if (!element.hidden) refresh().catch(() => {}); });
  refresh().catch((error) => { fault.textContent = error.message; });
}
