/** The part of the page's script that finds, groups and sorts. */
export const findScript = `
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
  const isFound = (api, operation) => fits(operation, wanted) && words.every((word) => textOf(api, operation).includes(word));
  const found = data.apis.map((api) => new Set(isAll ? api.operations : api.operations.filter((operation) => isFound(api, operation))));
  for (const body of bodies) {
    const own = found[body.dataset.api];
    body.hidden = own.size === 0;
    let isShown = true;
    for (const row of [...body.rows].slice(1)) {
      if (row.operation) isShown = own.has(row.operation);
      row.hidden = !isShown;
    }
  }
  for (const { head, apis } of heads) {
    const left = apis.filter((api) => found[api].size > 0).length;
    head.hidden = left === 0;
    head.querySelector(".count").textContent = (left === apis.length ? "" : left + " of ") + apis.length + (apis.length === 1 ? " API" : " APIs");
  }
  const count = (sets) => sets.reduce((sum, { length, size = length }) => sum + size, 0);
  const [operations, all] = [count(found), count(data.apis.map((api) => api.operations))];
  shown.textContent = isAll ? "" : operations + " of " + all + " operations, in " + found.filter((own) => own.size > 0).length + " of " + found.length + " APIs";
  nothing.hidden = isAll || operations > 0;
  keep();
}

// -- Groups, and the order in them

const valueOf = (body) => Number(sort.value === "name" ? body.dataset.byName : body.dataset.api);

function headOf(title) {
  const inside = make("th", { scope: "rowgroup", role: "rowheader", colspan: data.columns.length + 1 }, make("h2", {}, ...breakable(title)), " ", make("span", { class: "count" }));
  return make("tbody", { role: "rowgroup" }, make("tr", { class: "group", role: "row" }, inside));
}

// an API that stands in several groups has a row in each
function bodyOf(api, placed) {
  const own = originals[api];
  if (!placed.has(api)) {
    placed.add(api);
    return own;
  }
  const copy = own.cloneNode(false);
  copy.append(own.rows[0].cloneNode(true));
  openApi(copy, isOpen(own));
  return copy;
}

function arrange() {
  const { groups } = data.groupings.find(({ by }) => by === group.value) ?? { groups: [] };
  const byValue = (apis) => [...apis].sort((a, b) => valueOf(originals[a]) - valueOf(originals[b]));
  const all = groups.map(([title, apis]) => ({ title, apis: byValue(apis) }));
  if (sort.value === "name" && group.value !== "verdict") all.sort((a, b) => a.title.localeCompare(b.title));
  const placed = new Set();
  heads = all.map(({ title, apis }) => ({ head: headOf(title), apis, list: apis.map((api) => bodyOf(api, placed)) }));
  bodies = heads.length > 0 ? heads.flatMap(({ list }) => list) : byValue(originals.keys()).map((api) => originals[api]);
  const sorted = heads.length > 0 ? heads.flatMap(({ head, list }) => [head, ...list]) : bodies;
  // what stands right already keeps the focus that is in it
  if (sorted.length === table.tBodies.length && sorted.every((body, index) => body === table.tBodies[index])) return;
  const focus = document.activeElement;
  for (const body of [...table.tBodies]) body.remove();
  table.append(...sorted);
  if (focus?.isConnected) focus.focus();
}
`;
