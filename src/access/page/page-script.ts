/**
 * The script of the page: makes the rows of an API when it is opened, and what a cell says when it is asked; finds, sorts and filters.
 * Texts go into the page as texts. Behind a way stand the indices of its column, of how it is called, of its answer, and what has
 * changed; see `page-data.ts`.
 */
export const accessPageScript = `
const data = JSON.parse(document.getElementById("data").textContent);
const host = typeof acquireVsCodeApi === "function" ? acquireVsCodeApi() : undefined;
const table = document.querySelector(".matrix");
const search = document.querySelector("input[type=search]");
const sort = document.querySelector("select");
const chips = [...document.querySelectorAll(".chip")];
const shown = document.getElementById("shown");
const bodies = [...table.tBodies];
const searched = new Map();
let details = 0;

function make(tag, attributes, ...inside) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...inside);
  return element;
}

function mark(name) {
  const [svg, use] = ["svg", "use"].map((tag) => document.createElementNS("http://www.w3.org/2000/svg", tag));
  svg.setAttribute("class", "icon " + name);
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", "#i-" + name);
  svg.append(use);
  return svg;
}

// long addresses may be broken behind their own signs
function breakable(text) {
  return text.split(/(?<=[/?&=.,:_-])(?=[^/\\s])/).flatMap((part, index) => (index === 0 ? [part] : [make("wbr", {}), part]));
}

function placeOf(at) {
  if (at < 0) return "";
  const [label, file, line] = data.places[at];
  const attributes = { type: "button", class: "link", "data-action": "open " + line + " " + file };
  return host ? make("button", attributes, ...breakable(label)) : make("span", { class: "quiet" }, ...breakable(label));
}

// -- Rows of operations

function waysIn(operation, column) {
  return data.ways[operation[3]].filter((way) => way[0] === column);
}

function weakestOf(ways) {
  return Math.min(...ways.map((way) => data.answers[way[2]].verdict));
}

function changesIn(operation) {
  return [...new Set(data.ways[operation[3]].flatMap((way) => way[3] ?? []))];
}

function cellsOf(operation) {
  const cells = data.columns.map((_, column) => waysIn(operation, column));
  const verdicts = cells.flatMap((ways) => (ways.length > 0 ? [weakestOf(ways)] : []));
  const isSame = verdicts.length > 1 && new Set(verdicts).size === 1;
  let isFirst = true;
  return cells.map((ways, column) => {
    if (ways.length === 0) return make("td", { role: "cell", class: "none" }, make("span", { class: "sr" }, "not in this product"));
    const [name, word] = data.verdicts[weakestOf(ways)];
    const button = make("button", { type: "button", class: "cell", "aria-expanded": "false" }, mark(name), " " + word, make("span", { class: "sr" }, ", why?"));
    button.addEventListener("click", () => toggleDetail(button, operation, ways));
    const rest = isSame && !isFirst ? { class: "rest" } : {};
    const cell = make("td", { role: "cell", "data-in": isSame && isFirst ? "Every way" : data.columns[column], ...rest }, button);
    isFirst = false;
    return cell;
  });
}

function rowOf(operation) {
  const [method, path, name] = operation;
  const call = make("span", { class: "call" }, make("span", { class: "method" }, method), make("code", {}, ...breakable(path)));
  const also = name === "" ? [] : [make("span", { class: "name quiet" }, ...breakable(name))];
  const tags = changesIn(operation).map((change) => make("span", { class: "tag" }, mark("changed"), change));
  const head = make("th", { scope: "row", role: "rowheader" }, call, ...also, ...tags);
  const row = make("tr", { class: "op", role: "row" }, head, ...cellsOf(operation));
  row.operation = operation;
  return row;
}

function openApi(body, isOpen) {
  const twist = body.querySelector(".twist");
  twist.setAttribute("aria-expanded", String(isOpen));
  if (isOpen) body.append(...data.apis[body.dataset.api].operations.map(rowOf));
  else for (const row of [...body.rows].slice(1)) row.remove();
}

// -- Why

function toggleDetail(button, operation, ways) {
  const row = button.closest("tr");
  const isOpen = button.getAttribute("aria-expanded") === "true";
  for (const other of row.querySelectorAll(".cell[aria-expanded=true]")) {
    other.setAttribute("aria-expanded", "false");
    other.removeAttribute("aria-controls");
    row.nextElementSibling.remove();
  }
  if (isOpen) return;
  const id = "detail-" + (details += 1);
  const inside = make("td", { role: "cell", colspan: data.columns.length + 1 }, ...byAnswer(ways).map((group) => whyOf(operation, group)));
  row.after(make("tr", { class: "detail", role: "row", id }, inside));
  button.setAttribute("aria-expanded", "true");
  button.setAttribute("aria-controls", id);
}

// what several products lead to alike is told once, the weakest first
function byAnswer(ways) {
  const groups = new Map();
  for (const way of ways) groups.set(way[2], [...(groups.get(way[2]) ?? []), way]);
  return [...groups].map(([answer, group]) => ({ answer: data.answers[answer], hows: group.map((way) => data.hows[way[1]]) })).sort((a, b) => a.answer.verdict - b.answer.verdict);
}

function whyOf([method, path], { answer, hows }) {
  const [, word, meaning] = data.verdicts[answer.verdict];
  const title = make("h2", {}, ...breakable([method, path].filter(Boolean).join(" ") + " " + hows.join(", or ") + ": " + word));
  const chain = make("ol", { class: "chain", "aria-label": "What a call meets, in the order in which it does" }, ...answer.steps.map(stepOf));
  return make("section", {}, title, make("p", {}, meaning), chain, ...pathsOf(answer));
}

function lineOf(index, ownPlace) {
  const [text, at] = data.lines[index];
  return make("p", {}, ...breakable(text), " ", at === ownPlace ? "" : placeOf(at));
}

function stepOf(index) {
  const [name, title, at, isOff, lines] = data.steps[index];
  const head = make("div", { class: "head" }, make("strong", {}, ...breakable(title)), make("span", {}, placeOf(at)));
  return make("li", isOff ? { class: "off" } : {}, mark(name), make("div", {}, head, ...lines.map((line) => lineOf(line, at))));
}

function pathsOf({ paths }) {
  if (paths.length === 0) return [];
  const items = paths.map(([when, lines]) => {
    const conditions = when.map((text) => make("p", {}, "When ", make("code", {}, ...breakable(text))));
    const checks = lines.length === 0 ? [make("p", {}, "No check.")] : lines.map((line) => lineOf(line, -1));
    return make("li", {}, ...(conditions.length === 0 ? [make("p", {}, "Always")] : conditions), ...checks);
  });
  const count = paths.length === 1 ? "1 way through" : paths.length + " ways through, the weakest first";
  return [make("details", { open: "" }, make("summary", {}, count), make("ol", { class: "ways" }, ...items))];
}

// -- Finding

function textOf(api, operation) {
  if (!searched.has(operation)) {
    const answers = data.ways[operation[3]].map((way) => textOfAnswer(way[2]));
    searched.set(operation, [api.title, api.name, api.path ?? "", ...operation.slice(0, 3), ...answers].join(" ").toLowerCase());
  }
  return searched.get(operation);
}

function textOfAnswer(index) {
  if (!searched.has(index)) {
    const lines = data.answers[index].steps.flatMap((step) => data.steps[step][4]);
    searched.set(index, lines.map((line) => data.lines[line][0]).join(" "));
  }
  return searched.get(index);
}

function pressed() {
  return chips.filter((chip) => chip.getAttribute("aria-pressed") === "true" && chip.dataset.show !== "all").map((chip) => chip.dataset.show);
}

function fits(operation, wanted) {
  if (wanted.length === 0) return true;
  const verdicts = data.ways[operation[3]].map((way) => data.verdicts[data.answers[way[2]].verdict][0]);
  return wanted.some((one) => (one === "changed" ? changesIn(operation).length > 0 : verdicts.includes(one)));
}

function filter() {
  const words = search.value.toLowerCase().split(/\\s+/).filter(Boolean);
  const wanted = pressed();
  const isAll = words.length === 0 && wanted.length === 0;
  let [operations, apis, all] = [0, 0, 0];
  for (const body of bodies) {
    const api = data.apis[body.dataset.api];
    const found = new Set(isAll ? api.operations : api.operations.filter((operation) => fits(operation, wanted) && words.every((word) => textOf(api, operation).includes(word))));
    all += api.operations.length;
    operations += found.size;
    apis += found.size > 0 ? 1 : 0;
    body.hidden = found.size === 0;
    let isShown = true;
    for (const row of [...body.rows].slice(1)) {
      if (row.operation) isShown = found.has(row.operation);
      row.hidden = !isShown;
    }
  }
  shown.textContent = isAll ? "" : operations + " of " + all + " operations, in " + apis + " of " + bodies.length + " APIs";
  keep();
}

function order() {
  const key = sort.value === "name" ? "byName" : "api";
  const sorted = [...bodies].sort((a, b) => a.dataset[key] - b.dataset[key]);
  // what stands right already keeps the focus that is in it
  if (sorted.some((body, index) => body !== table.tBodies[index])) table.append(...sorted);
  keep();
}

// -- What is kept while the tab of an editor is out of sight, and when the page is read again

const nameOf = (body) => data.apis[body.dataset.api].name;
const isOpen = (body) => body.querySelector(".twist").getAttribute("aria-expanded") === "true";

function keep() {
  if (!host) return;
  const changed = bodies.filter((body) => isOpen(body) !== data.isOpen).map(nameOf);
  host.setState({ find: search.value, sort: sort.value, chips: pressed(), isOpen: data.isOpen, changed });
}

function press(names) {
  for (const chip of chips) {
    const isPressed = names.length === 0 ? chip.dataset.show === "all" : names.includes(chip.dataset.show);
    chip.setAttribute("aria-pressed", String(isPressed));
  }
}

const kept = host?.getState();
if (kept) {
  search.value = kept.find;
  sort.value = kept.sort;
  press(kept.chips.filter((name) => chips.some((chip) => chip.dataset.show === name)));
}
const changed = new Set(kept && kept.isOpen === data.isOpen ? kept.changed : []);
for (const body of bodies) if (changed.has(nameOf(body)) !== data.isOpen) openApi(body, true);
order();
filter();

search.addEventListener("input", filter);
sort.addEventListener("change", order);
for (const chip of chips) chip.addEventListener("click", () => {
  const { show } = chip.dataset;
  press(show === "all" ? [] : pressed().includes(show) ? pressed().filter((name) => name !== show) : [...pressed(), show]);
  filter();
});
document.addEventListener("click", (event) => {
  const twist = event.target.closest(".twist");
  const action = event.target.closest("button[data-action]")?.dataset.action;
  if (twist) {
    openApi(twist.closest("tbody"), !isOpen(twist.closest("tbody")));
    filter();
  }
  if (action && host) host.postMessage({ action });
});
`;
