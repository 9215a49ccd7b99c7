// Makes elements; text is always text, never markup.
export function h(name, props = {}, ...kids) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (["value", "checked", "open"].includes(key)) node[key] = value;
    else node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...kids.flat(3).filter((kid) => kid !== null && kid !== undefined && kid !== false));
  return node;
}

const SHAPES = {
  form: "M5 3h14v18H5zM9 8h6M9 12h6M9 16h3",
  wait: "M12 7v5l3 2M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z",
  help: "M6 4h4l2 5-3 2a11 11 0 0 0 4 4l2-3 5 2v4a2 2 0 0 1-2 2A16 16 0 0 1 4 6a2 2 0 0 1 2-2z",
  more: "M4 12a1 1 0 1 0 2 0 1 1 0 1 0-2 0zM11 12a1 1 0 1 0 2 0 1 1 0 1 0-2 0zM18 12a1 1 0 1 0 2 0 1 1 0 1 0-2 0z",
  draft: "M4 20l4-1L19 8l-3-3L5 16zM14 7l3 3",
  kept: "M7 2h10v20H7zM11 18h2",
  sending: "M12 20V5M6 11l6-6 6 6",
  received: "M5 13l4 4L19 7",
  attention: "M12 4L2 20h20zM12 10v4M12 17v.5",
};

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", SHAPES[name]);
  svg.append(path);
  return svg;
}

export function buzz() {
  if (navigator.vibrate) navigator.vibrate(40);
}

export const button = (text, onclick, props = {}) =>
  h("button", { type: "button", onclick, ...props }, text);
