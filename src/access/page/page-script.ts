import { findScript } from "./find-script.ts";
import { whyScript } from "./why-script.ts";

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
const sort = document.getElementById("sort");
const group = document.getElementById("group");
const chips = [...document.querySelectorAll(".chip")];
const shown = document.getElementById("shown");
const nothing = document.getElementById("nothing");
const originals = [...table.tBodies];
let bodies = originals;
let heads = [];
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
  const tags = changesIn(operation).map((change) => make("span", { class: change === "opened" || change === "widened" ? "tag out" : "tag" }, mark("changed"), change));
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
${whyScript}${findScript}
// -- What is kept while the tab of an editor is out of sight, and when the page is read again

const rowName = (cell) => cell.closest("tr").operation.slice(0, 3).join(" ");
const nameOf = (body) => data.apis[body.dataset.api].name;
const isOpen = (body) => body.querySelector(".twist").getAttribute("aria-expanded") === "true";

function keep() {
  if (!host) return;
  const changed = [...new Set(bodies.filter((body) => isOpen(body) !== data.isOpen).map(nameOf))];
  const why = [...table.querySelectorAll(".cell[aria-expanded=true]")].map((cell) => [nameOf(cell.closest("tbody")), rowName(cell), cell.closest("td").cellIndex]);
  host.setState({ find: search.value, sort: sort.value, group: group.value, chips: pressed(), isOpen: data.isOpen, changed, why, top: scrollY });
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
  group.value = kept.group ?? data.groupedBy;
  press(kept.chips.filter((name) => chips.some((chip) => chip.dataset.show === name)));
}
const changed = new Set(kept && kept.isOpen === data.isOpen ? kept.changed : []);
for (const body of originals) if (changed.has(nameOf(body)) !== data.isOpen) openApi(body, true);
arrange();
for (const [api, operation, column] of kept?.why ?? []) {
  const cells = bodies.filter((body) => nameOf(body) === api).flatMap((body) => [...body.querySelectorAll(".cell")]);
  cells.find((cell) => rowName(cell) === operation && cell.closest("td").cellIndex === column)?.click();
}
filter();
if (kept?.top) scrollTo(0, kept.top);
const measure = () => document.body.style.setProperty("--head", table.tHead.offsetHeight + "px");
measure();

addEventListener("resize", measure);
addEventListener("scrollend", keep);
search.addEventListener("input", filter);
for (const choice of [sort, group]) choice.addEventListener("change", () => {
  arrange();
  filter();
});
document.getElementById("show-all").addEventListener("click", () => {
  search.value = "";
  press([]);
  filter();
  search.focus();
});
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
  else if (event.target.closest(".cell")) keep();
});

// -- The keyboard: arrows lead through the table, a slash to what is looked for, Escape out of what was opened

function besideRow(from, step) {
  const rows = [...table.querySelectorAll("tr.api, tr.op")].filter((row) => row.offsetParent);
  const column = from.closest("th, td").cellIndex;
  const row = rows[rows.indexOf(from.closest("tr")) + step];
  const buttons = row ? [...row.querySelectorAll(".twist, .cell")] : [];
  return buttons.findLast((button) => button.closest("th, td").cellIndex <= column) ?? buttons[0];
}

function besideCell(from, step) {
  const buttons = [...from.closest("tr").querySelectorAll(".twist, .cell")];
  return buttons[buttons.indexOf(from) + step];
}

function closes(target) {
  const why = target.closest("tr.detail")?.previousElementSibling.querySelector(".cell[aria-expanded=true]") ?? target.closest(".cell[aria-expanded=true]");
  why?.click();
  why?.focus();
  return why;
}

table.addEventListener("keydown", (event) => {
  const { key, target } = event;
  if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  const button = target.closest(".twist, .cell");
  const twists = button?.matches(".twist") && { ArrowRight: "false", ArrowLeft: "true" }[key] === button.getAttribute("aria-expanded");
  const steps = { ArrowDown: 1, ArrowUp: -1, ArrowRight: 1, ArrowLeft: -1 };
  if (twists) button.click();
  else if (button && steps[key]) (key === "ArrowDown" || key === "ArrowUp" ? besideRow : besideCell)(button, steps[key])?.focus();
  else if (key !== "Escape" || !closes(target)) return;
  event.preventDefault();
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.target.closest("input, select")) return;
  event.preventDefault();
  search.focus();
});
`;
