// Talks to the server: what somebody sees, what they do, and word of changes.

async function answer(response) {
  const body = await response.json().catch(() => ({ error: `The workspace answered ${response.status}.` }));
  if (!response.ok) throw new Error(body.error ?? `The workspace answered ${response.status}.`);
  return body;
}

export async function get(path, query = {}) {
  const asked = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== undefined && value !== ""));
  return answer(await fetch(`${path}?${asked}`, { headers: { accept: "application/json" } }));
}

export async function post(path, body) {
  return answer(await fetch(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) }));
}

export async function upload(person, file) {
  const asked = new URLSearchParams({ as: person, name: file.name });
  return (await answer(await fetch(`/window/file?${asked}`, { method: "POST", body: file }))).file;
}

// Calls `changed` with each new version; `lost` with true while the workspace does not answer.
export function watch(changed, lost) {
  const source = new EventSource("/window/changes");
  source.onmessage = (event) => {
    lost(false);
    changed(Number(event.data));
  };
  source.onerror = () => lost(true);
  return () => source.close();
}
