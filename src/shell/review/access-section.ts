import { l10n } from "vscode";
import { isChange, isPerhapsShutOut, isShutOut } from "../../access/callers/fate.ts";
import { isSecured } from "../../access/callers/secured.ts";
import type {
  AccessChange,
  AccessRow,
  ChangedOperation,
  Fate,
  FateChange,
  ToldCaller,
} from "../../access/index.ts";
import { breakable, type Html, html } from "./html.ts";
import { icon } from "./icons.ts";

/** More rows than this are folded. */
const mostRows = 30;
/** What the button sends that asks for a plan which leaves nobody in. */
export const secureMoreAction = "secure-more";
/** So many operations are named. */
const mostNamed = 3;

/** Who gets in before a plan and after it: whom it lets in, whom it shuts out, what stays as it is; and all of it as a table. */
export function renderAccess(access: AccessChange, canSecureMore = false): Html {
  const more = canSecureMore
    ? html`<p>${l10n.t("Some callers are left who get in without a token, or may.")} <button type="button" class="link" data-action="${secureMoreAction}">${l10n.t("Secure It Too")}</button></p>`
    : undefined;
  return renderSection(access, l10n.t("Who gets in, before and after"), undefined, "who", more);
}

/** The same at other APIs, whose callers meet what the plan changes, too. */
export function renderElsewhere(access: AccessChange): Html {
  return renderSection(access, l10n.t("Who gets in at other APIs, before and after"), undefined, "elsewhere");
}

function renderSection(access: AccessChange, title: string, remark?: Html, id = "who", more?: Html): Html {
  const { rows, count } = access;
  if (rows.length === 0) return html``;
  const table = renderTable(access, id);
  const folded = html`<details><summary>${l10n.t("All operations: {0}", count)}</summary>${table}</details>`;
  const lines = linesOf(access, id === "elsewhere");
  return html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>${remark}
${lines.length > 0 ? html`<ul class="marks">${lines}</ul>` : undefined}${more}
${rows.length <= mostRows ? table : folded}</section>`;
}

/** What stands beside Apply where the plan shuts somebody out, or may. */
export function shutOutRemark({
  shutOut,
  perhapsShutOut,
  count,
}: AccessChange): { readonly remark: string; readonly warns: true } | undefined {
  const [told, remark] =
    shutOut.length > 0
      ? [shutOut, (who: string, where: string) => l10n.t("Shuts out {0} on {1}.", who, where)]
      : [perhapsShutOut, (who: string, where: string) => l10n.t("May shut out {0} on {1}.", who, where)];
  const [first, ...more] = told;
  if (!first) return undefined;
  const one = remark(first.name, share(first.operations.length, count));
  return { remark: more.length === 0 ? one : l10n.t("{0} And {1} more.", one, more.length), warns: true };
}

/** One sentence on what keeps an API from being secured. */
export function whatIsLeft({ open, perhapsOpen, notLetIn, count }: AccessChange): string {
  const sentence = ({ name, operations }: ToldCaller, say: (who: string, where: string) => string) =>
    say(name, share(operations.length, count));
  const [first, ...more] = [
    ...open.map((each) => sentence(each, (who, where) => l10n.t("Still lets in {0} on {1}.", who, where))),
    ...notLetIn.map((each) =>
      sentence(each, (who, where) => l10n.t("Does not let in {0} for certain on {1}.", who, where)),
    ),
    ...perhapsOpen.map((each) =>
      sentence(each, (who, where) => l10n.t("May let in {0} on {1}.", who, where)),
    ),
  ];
  if (first === undefined) return l10n.t("It has no operations that could be called.");
  return more.length === 0 ? first : l10n.t("{0} And {1} more.", first, more.length);
}

/** Who gets in now, where a plan was made, and whether that is what the plan said. */
export function renderReadBack(readBack: AccessChange, planned: AccessChange | undefined): Html {
  const isOther = planned !== undefined && isSecured(planned) !== isSecured(readBack);
  const remark = isOther
    ? html`<p>${icon("warn", "warn")} ${l10n.t("This is not what the plan said: somebody may have changed a policy meanwhile.")}</p>`
    : undefined;
  return renderSection(readBack, l10n.t("Who gets in now"), remark);
}

/** `areOthers`: of other APIs, where it is told which, and nobody is to be let in. */
function linesOf(
  { letIn, shutOut, perhapsShutOut, notLetIn, open, perhapsOpen, count }: AccessChange,
  areOthers: boolean,
) {
  const line = (label: string, mark: Html, told: readonly ToldCaller[], why: (of: ToldCaller) => string) =>
    told.map(
      (each) =>
        html`<li>${mark}<span><span class="strong">${label}</span> ${each.name}, ${where(each, count, areOthers)}. ${why(each)}</span></li>`,
    );
  const nothing = () => "";
  const stays = open.filter(({ fate }) => fate.before.kind === "in");
  const opened = open.filter(({ fate }) => fate.before.kind !== "in");
  const lines = [
    ...line(l10n.t("Let in:"), icon("pass", "pass"), letIn, nothing),
    ...line(l10n.t("Shut out:"), icon("warn", "warn"), shutOut, ({ fate }) => refusal(fate.after)),
    ...line(l10n.t("Perhaps shut out:"), icon("unknown", "warn"), perhapsShutOut, ({ fate }) => doubt(fate)),
    ...line(l10n.t("Opened:"), icon("warn", "warn"), opened, nothing),
  ];
  if (areOthers) return lines;
  return [
    ...lines,
    ...line(l10n.t("Not let in:"), icon("warn", "warn"), notLetIn, ({ fate }) => doubt(fate)),
    ...line(l10n.t("Left as it is: still lets in"), icon("key", "warn"), stays, withoutBase),
    ...line(l10n.t("Not known:"), icon("unknown", "warn"), perhapsOpen, ({ fate }) => doubt(fate)),
  ];
}

function where({ operations }: ToldCaller, count: number, areOthers: boolean): Html {
  const all = l10n.t("on {0}", share(operations.length, count));
  const isAll = operations.length === count && !areOthers;
  if (isAll || operations.length > mostNamed) return html`${all}`;
  return html`${all} (${operations.map((each, index) => html`${index > 0 ? ", " : ""}${areOthers ? `${each.api} ` : ""}${nameOf(each)}`)})`;
}

function share(some: number, all: number): string {
  if (some < all) return l10n.t("{0} of {1} operations", some, all);
  return all === 1 ? l10n.t("the one operation") : l10n.t("all {0} operations", all);
}

function nameOf({ method, path, operation }: ChangedOperation): Html {
  const name = path ?? operation;
  if (name === null) return html`${l10n.t("what is not listed")}`;
  return html`<code>${method === undefined ? "" : `${method} `}${breakable(name)}</code>`;
}

/** With which answer, and by which check. */
function refusal(fate: Fate): string {
  if (fate.kind !== "refused") return "";
  const status = fate.status ?? "?";
  if (!fate.by) return l10n.t("They get {0}.", status);
  return l10n.t("They get {0}: line {1} of {2}.", status, fate.by.line, shortPlaces(fate.by.file));
}

/** Ids of policies as they stand in one instance: nothing else is spoken of. */
function shortPlaces(text: string): string {
  return text.replace(/\/subscriptions\/[^\s,)]*?\/service\/[^/\s,)]+\/([^\s,)]+)/gi, (_, rest: string) =>
    rest.replace(/\/policies\/policy$/, ""),
  );
}

function doubt({ before, after }: FateChange): string {
  if (after.kind === "refused")
    return [refusal(after), ...(before.kind === "unknown" ? [shortPlaces(before.why)] : [])].join(" ");
  return after.kind === "unknown" ? shortPlaces(after.why) : "";
}

function withoutBase({ operations }: ToldCaller): string {
  if (!operations.some(({ cutsOff }) => cutsOff)) return "";
  return operations.length === 1
    ? l10n.t("Its policy has no <base />, so no outer check runs.")
    : l10n.t("Policies of operations without <base /> run no outer check.");
}

function renderTable({ columns, rows }: AccessChange, id: string): Html {
  const apis = new Set(rows.flatMap(({ operations }) => operations.map(({ api }) => api)));
  return html`<div class="wide" tabindex="0" role="region" aria-labelledby="${id}"><table class="stack" role="table">
<caption>${captionOf(rows)}</caption>
<thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">${l10n.t("Operation")}</th>${columns.map((name) => html`<th scope="col" role="columnheader">${capital(name)}</th>`)}</tr></thead>
<tbody role="rowgroup">${rows.map((row) => renderRow(row, columns, apis.size > 1))}</tbody></table></div>`;
}

/** What the marks mean, of those that are there. */
function captionOf(rows: readonly AccessRow[]): string {
  const number = l10n.t("A number is the status that a refused caller gets.");
  const isChanged = rows.some(({ cells }) => cells.some(isChange));
  return isChanged
    ? [l10n.t("One mark: as it is now. Two marks: now, then after these changes."), number].join(" ")
    : number;
}

function renderRow({ operations, cells }: AccessRow, columns: readonly string[], isOfSeveral: boolean): Html {
  return html`<tr role="row"><th scope="row" role="rowheader">${renderOperations(operations, isOfSeveral)}</th>${cells.map((cell, index) => renderCell(cell, columns[index] ?? ""))}</tr>`;
}

function renderOperations(operations: readonly ChangedOperation[], isOfSeveral: boolean): Html {
  const [first, ...more] = operations;
  if (!first) return html``;
  const api = isOfSeveral ? html`<span class="quiet">${first.api}</span>` : undefined;
  const { method, path, operation } = first;
  const name = path ?? operation;
  const one = html`${api}<span class="call"><span class="method">${method}</span>${name === null ? l10n.t("what is not listed") : html`<code>${breakable(name)}</code>`}</span>`;
  if (more.length === 0) return one;
  const all = operations.map((each) => html`<li>${nameOf(each)}</li>`);
  return html`<details><summary>${l10n.t("{0} operations", operations.length)}</summary>${api}<ul>${all}</ul></details>`;
}

function renderCell(cell: FateChange, column: string): Html {
  const { before, after } = cell;
  const [now, then] = [mark(before), mark(after)];
  const state = stateOf(cell);
  const tag =
    state &&
    html` <span class="tag ${state}">${icon(state === "out" ? "warn" : "unknown", "warn")}${state === "out" ? l10n.t("shut out") : l10n.t("perhaps shut out")}</span>`;
  const marks = !isChange(cell)
    ? html`<span class="quiet">${now}</span>`
    : html`${now}<span class="arrow" aria-hidden="true">→</span><span class="sr"> ${l10n.t("now, then")} </span><span class="strong">${then}</span>`;
  return html`<td role="cell" data-in="${capital(column)}"${state && html` class="${state}"`}><span>${marks}${tag}</span></td>`;
}

function stateOf(cell: FateChange): "out" | "perhaps" | undefined {
  if (isShutOut(cell)) return "out";
  return isPerhapsShutOut(cell) ? "perhaps" : undefined;
}

function mark(fate: Fate): Html {
  switch (fate.kind) {
    case "in":
      return html`<span class="now">${icon("in", "pass")} ${l10n.t("gets in")}</span>`;
    case "refused":
      return html`<span class="now">${icon("no", "wait")} ${fate.status ?? l10n.t("refused")}</span>`;
    case "unknown":
      return html`<span class="now">${icon("unknown", "warn")} ${l10n.t("not known")}</span>`;
  }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
