// The first steps, for somebody who has never seen the app.

export function mount(element, api) {
  const { h, replace } = api;
  const command = api.commands[0]?.command ?? "/help";
  const type = (text) => h("button", { type: "button", class: "linkish", on: { click: () => api.type(text) } }, h("code", {}, text));
  replace(element,
    h("h3", {}, "A postmortem in five minutes"),
    h("ol", { class: "steps" },
      h("li", {}, "Write some messages as in an incident: ", type("seeing 500s on checkout since 14:05"), ". Become other people at the top right; each sees their own side."),
      h("li", {}, "Start: ", type(`${command} start Checkout is down`), ". Fill in the form and press its button."),
      h("li", {}, "The card in the channel tells the next step. Press ", h("strong", {}, "Start interview"), " and answer in the threads, also as somebody else."),
      h("li", {}, "Press ", h("strong", {}, "Review timeline"), ", take out what does not belong, and accept it."),
      h("li", {}, "Promise something: ", type(`${command} action add Alert on the error rate @Sam O'Neill in two weeks`), "."),
      h("li", {}, "Press ", h("strong", {}, "Close and publish"), ". The report is in the channel."),
      h("li", {}, "The app's home page lists what each person promised.")),
    h("p", {}, "All of it: ", type(`${command} help`)));
}
