// Times in the viewer's zone: that of their profile, not that of this machine.

const formats = new Map();
function parts(tz, options, locale = "en-GB") {
  const key = JSON.stringify([tz, options, locale]);
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(locale, { timeZone: tz, ...options }));
  return formats.get(key);
}

const at = (seconds) => new Date(Number(seconds) * 1000);
export const clock = (seconds, tz) => parts(tz, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(at(seconds));
const clockSeconds = (seconds, tz) =>
  parts(tz, { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" }).format(at(seconds));
export const dayKey = (seconds, tz) => parts(tz, { year: "numeric", month: "2-digit", day: "2-digit" }, "en-CA").format(at(seconds));

function long(seconds, tz, now, { weekday, month = "long" } = {}) {
  const sameYear = dayKey(seconds, tz).slice(0, 4) === dayKey(now, tz).slice(0, 4);
  return parts(tz, { weekday, day: "numeric", month, year: sameYear && !weekday ? undefined : "numeric" }).format(at(seconds));
}

function nearDay(seconds, tz, now) {
  const day = dayKey(seconds, tz);
  const names = { 0: "today", 86400: "yesterday", "-86400": "tomorrow" };
  for (const [shift, name] of Object.entries(names)) if (day === dayKey(now - Number(shift), tz)) return name;
  return "";
}

export function dayName(seconds, tz, now) {
  const near = nearDay(seconds, tz, now);
  return near ? near[0].toUpperCase() + near.slice(1) : long(seconds, tz, now, { weekday: "long" });
}

export function full(seconds, tz) {
  return parts(tz, { weekday: "short", day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", second: "2-digit",
    hourCycle: "h23", timeZoneName: "short" }).format(at(seconds));
}

export function ago(seconds, now) {
  const gone = now - Number(seconds);
  const size = Math.abs(gone);
  const [count, unit] = size < 60 ? [Math.round(size), "second"] : size < 3600 ? [Math.round(size / 60), "minute"]
    : size < 86400 ? [Math.round(size / 3600), "hour"] : [Math.round(size / 86400), "day"];
  return new Intl.RelativeTimeFormat("en", { numeric: "auto" }).format(gone > 0 ? -count : count, unit);
}

// Slack's <!date^SECONDS^FORMAT^LINK|FALLBACK>.
const TOKENS = {
  date_num: (s, tz) => dayKey(s, tz),
  date: (s, tz, now) => long(s, tz, now),
  date_slash: (s, tz) => parts(tz, { year: "numeric", month: "2-digit", day: "2-digit" }).format(at(s)),
  date_short: (s, tz, now) => long(s, tz, now, { month: "short" }),
  date_long: (s, tz, now) => long(s, tz, now, { weekday: "long" }),
  date_pretty: (s, tz, now) => nearDay(s, tz, now) || long(s, tz, now),
  date_short_pretty: (s, tz, now) => nearDay(s, tz, now) || long(s, tz, now, { month: "short" }),
  date_long_pretty: (s, tz, now) => nearDay(s, tz, now) || long(s, tz, now, { weekday: "long" }),
  day_divider_pretty: (s, tz, now) => nearDay(s, tz, now) || long(s, tz, now, { weekday: "long" }),
  date_long_full: (s, tz, now) => long(s, tz, now, { weekday: "long" }),
  time: clock,
  time_secs: clockSeconds,
  ago: (s, _tz, now) => ago(s, now),
};

export function slackDate(seconds, format, tz, now) {
  let known = true;
  const text = format.replace(/\{(\w+)\}/g, (_, name) => {
    if (!TOKENS[name]) known = false;
    return TOKENS[name] ? TOKENS[name](Number(seconds), tz, now) : "";
  });
  const first = text.charAt(0);
  return known ? first.toUpperCase() + text.slice(1) : null;
}

// "2026-11-25T14:05" of a zone ↔ seconds since 1970.
export function toZoned(seconds, tz) {
  return `${dayKey(seconds, tz)}T${clock(seconds, tz)}`;
}

export function fromZoned(text, tz) {
  const wanted = Date.parse(`${text}:00Z`) / 1000;
  if (Number.isNaN(wanted)) return null;
  let found = wanted;
  for (let step = 0; step < 3; step += 1) found += wanted - Date.parse(`${toZoned(found, tz)}:00Z`) / 1000;
  return found;
}

export function zoneName(tz, now) {
  const found = parts(tz, { timeZoneName: "shortOffset" }).formatToParts(at(now)).find((part) => part.type === "timeZoneName");
  return `${tz.split("/").pop().replaceAll("_", " ")}, ${found.value}`;
}
