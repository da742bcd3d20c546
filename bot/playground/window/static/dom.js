// Builds elements. Text becomes text nodes, so nothing that people write is ever read as markup.

const PROPERTIES = new Set(["value", "checked", "disabled", "selected", "hidden", "open", "multiple", "readOnly", "required", "indeterminate"]);

export function h(tag, props = {}, ...kids) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === undefined || value === null) continue;
    if (name === "on") for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
    else if (name === "data") Object.assign(element.dataset, value);
    else if (name === "class") element.className = [value].flat().filter(Boolean).join(" ");
    else if (PROPERTIES.has(name)) element[name] = value;
    else if (value === false) continue;
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...clean(kids));
  return element;
}

export function fragment(...kids) {
  const made = document.createDocumentFragment();
  made.append(...clean(kids));
  return made;
}

export function replace(element, ...kids) {
  element.replaceChildren(...clean(kids));
  return element;
}

function clean(kids) {
  return kids.flat(Infinity).filter((kid) => kid !== undefined && kid !== null && kid !== false && kid !== "");
}

// Keeps the nodes whose key and signature are as before, so that focus, typed text and the reader's place stay.
export function reconcile(parent, items) {
  const old = new Map([...parent.children].map((node) => [node.dataset.key, node]));
  let before = null;
  for (const { key, signature, make } of items) {
    let node = old.get(key);
    if (!node || node.signature !== signature) {
      const made = make(node);
      made.dataset.key = key;
      made.signature = signature;
      if (node) node.replaceWith(made);
      node = made;
    }
    old.delete(key);
    const place = before ? before.nextSibling : parent.firstChild;
    if (place !== node) parent.insertBefore(node, place);
    before = node;
  }
  for (const node of old.values()) node.remove();
}

let lastId = 0;
export function newId(prefix = "x") {
  lastId += 1;
  return `${prefix}-${lastId}`;
}

const SVG = "http://www.w3.org/2000/svg";
const PATHS = {
  menu: "M3 5h14M3 10h14M3 15h14",
  close: "M5 5l10 10M15 5L5 15",
  reply: "M8 5L3 10l5 5M3 10h9a5 5 0 0 1 5 5v1",
  smile: "M10 2.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15zM7 8h.01M13 8h.01M6.5 12a4.2 4.2 0 0 0 7 0",
  more: "M4 10h.01M10 10h.01M16 10h.01",
  pin: "M7 3h6l-1 5 3 3H5l3-3-1-5zM10 11v6",
  lock: "M5 9h10v8H5zM7 9V6a3 3 0 0 1 6 0v3",
  clip: "M13 6l-6 6a2 2 0 0 0 3 3l6-6a4 4 0 0 0-6-6l-6 6a6 6 0 0 0 8.500 8.500l5-5",
  send: "M3 10l14-6-5 13-3-6-6-1z",
  tools: "M4 6h8M16 6h.01M4 14h.01M8 14h8M14 4v4M6 12v4",
  sun: "M10 6.500a3.500 3.500 0 1 0 0 7 3.500 3.500 0 0 0 0-7zM10 1.500v2M10 16.500v2M1.500 10h2M16.500 10h2M4 4l1.400 1.400M14.600 14.600L16 16M4 16l1.400-1.400M14.600 5.400L16 4",
  file: "M5 2.500h7l4 4v11H5zM12 2.500v4h4",
  down: "M5 8l5 5 5-5",
  plus: "M10 4v12M4 10h12",
  eye: "M2 10s3-5 8-5 8 5 8 5-3 5-8 5-8-5-8-5zM10 8a2 2 0 1 0 0 4 2 2 0 0 0 0-4z",
  play: "M6 4l10 6-10 6z",
};

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}
