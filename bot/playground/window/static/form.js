// What was typed and chosen on one surface, in Slack's shapes. It outlives a redraw.

export class Form {
  #values = new Map();

  get(block, action) {
    return this.#values.get(`${block ?? ""}\n${action}`);
  }

  set(block, action, state) {
    this.#values.set(`${block ?? ""}\n${action}`, state);
  }

  values() {
    const made = {};
    for (const [key, state] of this.#values) {
      const [block, action] = key.split("\n");
      (made[block] ??= {})[action] = state;
    }
    return made;
  }
}
