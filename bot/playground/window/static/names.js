// Names of people and places, as the viewer sees them.

export function namesOf(app) {
  const people = new Map(app.start.people.map((p) => [p.id, p]));
  const channels = new Map((app.view?.channels ?? []).map((c) => [c.id, c]));
  const shown = (p) => p?.profile?.display_name || p?.real_name || p?.name;
  const person = (id) => shown(people.get(id)) ?? id;
  return {
    me: app.me,
    tz: people.get(app.me)?.tz ?? "Etc/UTC",
    now: app.view?.now ?? Date.now() / 1000,
    person,
    profile: (id) => people.get(id),
    people: () => [...people.values()].filter((p) => !p.deleted).map((p) => p.id),
    channel: (id) => channels.get(id)?.name,
    channels: () => [...channels.values()],
    place: (id) => (channels.get(id)?.dm ? person(channels.get(id).dm) : channels.has(id) ? `#${channels.get(id).name}` : id),
    open: (id) => app.go({ channel: id }),
  };
}

export function initials(name) {
  const words = name.replace(/[^\p{L}\p{N} ]/gu, " ").trim().split(/\s+/);
  return ((words[0]?.[0] ?? "?") + (words.length > 1 ? words.at(-1)[0] : "")).toUpperCase();
}

// One of ten calm colours, always the same for the same person.
export function tone(id) {
  let sum = 0;
  for (const sign of String(id)) sum = (sum * 31 + sign.codePointAt(0)) % 9973;
  return `tone-${sum % 10}`;
}
