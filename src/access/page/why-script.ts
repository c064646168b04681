/** The part of the page's script that tells why: what a call meets, and what can be done about it. */
export const whyScript = `
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
  const inside = make("td", { role: "cell", colspan: data.columns.length + 1 }, ...byAnswer(ways).map((group) => whyOf(operation, group)), ...actionsOf(data.apis[row.closest("tbody").dataset.api], operation));
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

// -- What can be done about it, in an editor

function actionsOf(api, operation) {
  // those of workspaces are only told of
  if (!host || api.name.includes("/")) return [];
  const [, path, name] = operation;
  const own = name !== "" ? name : path === data.unlisted ? null : path;
  const isWeak = data.ways[operation[3]].some((way) => ["open", "key", "unknown"].includes(data.verdicts[data.answers[way[2]].verdict][0]));
  const isRevision = api.name.includes(";rev=");
  const all = [
    isWeak && !isRevision && own !== null && ["secure-operation", "Secure This Operation…"],
    isWeak && !isRevision && ["secure-api", "Secure This API…"],
    ["policy", "Go to Policy"],
    ["effective", "Show Effective Policy"],
    !isRevision && ["test", "Test Link"],
  ].filter(Boolean);
  const about = JSON.stringify([api.name, own]);
  return [make("div", { class: "actions" }, ...all.map(([action, label]) => make("button", { type: "button", class: "button", "data-action": action + " " + about }, label)))];
}
`;
