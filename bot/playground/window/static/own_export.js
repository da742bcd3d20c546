// A Slack export of your own: a zip or a folder is read by this workspace on your machine, and stays on it.

export function ownExport(api) {
  const { h, replace } = api;
  const status = h("p", { role: "status" });
  const fault = h("p", { class: "fault", role: "alert" });
  const channels = h("div", {});
  const zip = h("input", { type: "file", accept: ".zip,application/zip", id: "export-zip", class: "visually-hidden", on: { change: (event) => take(() => sendZip(event.target)) } });
  const folder = h("input", { type: "file", id: "export-folder", class: "visually-hidden", webkitdirectory: true, on: { change: (event) => take(() => sendFolder(event.target)) } });

  async function take(send) {
    fault.textContent = "";
    replace(channels);
    status.textContent = "Reading…";
    try {
      const found = await send();
      status.textContent = found.channels.length ? "Which channel?" : "This export holds no channel.";
      choose(found.channels);
    } catch (error) {
      status.textContent = "";
      fault.textContent = error.message;
    }
    zip.value = folder.value = "";
  }

  async function send(address, body) {
    const response = await fetch(address, { method: "POST", body });
    const answer = await response.json().catch(() => ({ error: `The workspace answered ${response.status}.` }));
    if (!response.ok) throw new Error(answer.error);
    return answer;
  }

  const sendZip = (input) => send("/control/export", input.files[0]);

  async function sendFolder(input) {
    const files = [...input.files].filter((f) => f.name.endsWith(".json"));
    await api.post("/control/export_begin", {});
    for (const [number, file] of files.entries()) {
      status.textContent = `Reading ${number + 1} of ${files.length} files…`;
      const inside = file.webkitRelativePath.split("/").slice(1).join("/");
      await send(`/control/export_file?${new URLSearchParams({ name: inside })}`, file);
    }
    return api.get("/control/export");
  }

  function choose(found) {
    const select = h("select", { "aria-label": "Channel of the export" }, found.map((c) => h("option", { value: c.name }, `${c.private ? "private " : "#"}${c.name}`)));
    const open = h("button", { type: "button", class: "button primary", on: { click: () => bringIn(select.value) } }, "Bring it in");
    replace(channels, found.length ? h("div", { class: "row" }, select, open) : null);
    select.focus?.();
  }

  async function bringIn(channel) {
    fault.textContent = "";
    try {
      const found = await api.post("/control/export_open", { channel });
      status.textContent = `${found.messages} messages of ${found.people} people are in #${found.name}. Become one of them at the top, and type /postmortem start there.`;
      replace(channels);
      api.go({ channel: found.channel });
    } catch (error) {
      fault.textContent = error.message;
    }
  }

  return h("section", { class: "own-export", "aria-labelledby": "export-title" },
    h("h3", { id: "export-title" }, "Your own Slack export"),
    h("p", {}, "Try the app on a channel of yours. It is read by this workspace on this machine; nothing leaves it, and all is gone when you stop."),
    zip, folder,
    h("div", { class: "row" }, h("label", { class: "button", for: "export-zip" }, "Choose a zip"), h("label", { class: "button", for: "export-folder" }, "Choose a folder")),
    status, channels, fault);
}
