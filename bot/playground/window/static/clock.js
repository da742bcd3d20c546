// The clock that the workspace and the app share: it only moves forward.

const HOUR = 3600, DAY = 86400;
const MOVES = [["+1 hour", HOUR], ["+1 day", DAY], ["+1 week", 7 * DAY]];

export function clock(api) {
  const { h, replace } = api;
  const now = h("strong", { class: "now", "aria-live": "polite" });
  const due = h("p", { class: "next" });
  const fault = h("p", { class: "fault", role: "alert" });
  const format = new Intl.DateTimeFormat(undefined, { weekday: "short", day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" });
  const told = (seconds) => format.format(new Date(seconds * 1000));
  const buttons = [...MOVES, ["To the next reminder", null]].map(([label, seconds]) =>
    h("button", { type: "button", class: "button", on: { click: (event) => move(event.currentTarget, seconds) } }, label));
  const toReminder = buttons.at(-1);
  let next = null;
  let at = 0;

  async function read() {
    const time = await api.get("/control/clock");
    at = time.now;
    now.textContent = told(at);
    const inside = await api.get("/control/inside");
    next = inside.due.find((d) => d.at > at) ?? null;
    toReminder.disabled = !next;
    replace(due, next ? `Next reminder: ${told(next.at)}, ${next.to}, ${next.what}` : "No reminder is due.");
  }

  async function move(pressed, seconds) {
    fault.textContent = "";
    pressed.setAttribute("aria-busy", "true");
    try {
      await read();
      if (seconds ?? next) await api.post("/control/clock", { seconds: seconds ?? next.at - at + 60 });
      await read();
    } catch (error) {
      fault.textContent = error.message;
    }
    pressed.removeAttribute("aria-busy");
  }

  setInterval(() => { if (now.isConnected && now.offsetParent) read().catch(() => {}); }, 5000);
  read().catch((error) => { fault.textContent = error.message; });
  return h("section", { class: "clock", "aria-labelledby": "clock-title" },
    h("h3", { id: "clock-title" }, "The clock here"), now, h("div", { class: "row" }, buttons), due, fault);
}
