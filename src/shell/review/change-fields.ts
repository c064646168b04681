import { l10n } from "vscode";
import { parseInstancePath, parseLevelPath } from "../../domain/azure-paths.ts";
import { fieldOf, isElements, labelOf } from "../../resources/fields.ts";
import type { Change, Field, FieldChange, Json, Kind, WholeField } from "../../resources/kind.ts";
import { policy } from "../../resources/kinds/policy.ts";
import { isLater } from "../../resources/later.ts";
import { defaultPolicy } from "../default-policy.ts";
import { breakable, type Html, html } from "./html.ts";
import { icon } from "./icons.ts";
import { type DiffLine, type Fold, lineDiff } from "./line-diff.ts";

/** What becomes of each field of a change: names and values, and texts line by line. `others` are the changes of its plan. */
export function renderFields(change: Change, kind: Kind | undefined, others: readonly Change[]): Html {
  const { fields, verb } = change;
  const texts = fields.filter((field): field is WholeField => !isElements(field) && isText(field));
  const rows = fields
    .filter((field) => !texts.some((text) => text === field))
    .map((field) => {
      const label = kind ? labelOf(kind, field.path) : field.path;
      const later = laterTitle(field, others);
      const value = later ?? renderField(field, kind && fieldOf(kind, field.path), verb === "create");
      return html`<dt>${label}</dt><dd>${value}</dd>`;
    });
  return html`${rows.length > 0 ? html`<dl class="fields">${rows}</dl>` : undefined}${texts.map((text) => renderText(text, change))}`;
}

/** What stands for an id that a cloud gives; `undefined` for what is known. */
function laterTitle(field: FieldChange, others: readonly Change[]): Html | undefined {
  const after = isElements(field) ? undefined : field.after;
  if (typeof after !== "object" || after === null || !("idOf" in after)) return undefined;
  const title = others.find(({ id }) => id === after["idOf"])?.title ?? "";
  return html`<span class="quiet">${l10n.t("its ID is known after this change: {0}", title)}</span>`;
}

/** The texts that a change rewrites, before and after. */
export function textsOf({ fields }: Change): readonly { readonly before: string; readonly after: string }[] {
  return fields.flatMap((field) =>
    !isElements(field) && isText(field) ? [{ before: textOf(field.before), after: textOf(field.after) }] : [],
  );
}

function isText({ before, after }: WholeField): boolean {
  return [before, after].some((value) => typeof value === "string" && /[\r\n]/.test(value));
}

function textOf(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}

function renderField(change: FieldChange, field: Field | undefined, isNew: boolean): Html {
  if (!field || field.secret) {
    return html`<span class="nowrap">${icon("lock", "wait")} ••••••</span> <span class="quiet">(${l10n.t("not shown")})</span>`;
  }
  if (isElements(change)) return renderElements(change.added, change.removed, isNew);
  if (field.large) return html`<span class="quiet">(${l10n.t("not shown, for its length")})</span>`;
  const { before, after } = change;
  if (before === undefined) {
    const fixed =
      field.fixed && isNew
        ? html` <span class="quiet">(${l10n.t("cannot be changed later")})</span>`
        : undefined;
    return html`${renderValue(after)}${fixed}`;
  }
  if (after === undefined) return html`<del>${renderValue(before)}</del>`;
  return html`<del>${renderValue(before)}</del><span class="arrow" aria-hidden="true">→</span><span class="sr"> ${l10n.t("becomes")} </span><ins>${renderValue(after)}</ins>`;
}

/** Of something new all elements are new, and no sign says more. */
function renderElements(added: readonly Json[], removed: readonly Json[], isNew: boolean): Html {
  if (isNew) return renderValue(added);
  const one = (value: Json, mark: "added" | "removed") =>
    mark === "added"
      ? html`<li><ins>${icon("create", "pass")} ${renderElement(value)}</ins><span class="sr"> ${l10n.t("is added")}</span></li>`
      : html`<li><del>${icon("skip", "wait")} ${renderElement(value)}</del><span class="sr"> ${l10n.t("is removed")}</span></li>`;
  return html`<ul>${added.map((value) => one(value, "added"))}${removed.map((value) => one(value, "removed"))}</ul>`;
}

function renderValue(value: Json | undefined): Html {
  if (value === undefined || value === null || value === "") return html`${l10n.t("none")}`;
  if (typeof value === "boolean") return html`${value ? l10n.t("on") : l10n.t("off")}`;
  if (typeof value !== "object") return html`<code>${breakable(String(value))}</code>`;
  if (isLater(value))
    return html`<span class="quiet">${l10n.t("known once the change before it is made")}</span>`;
  if (!Array.isArray(value)) return renderNamed(Object.entries(value));
  if (value.length === 0) return html`${l10n.t("none")}`;
  return html`<ul class="${value.every((one) => typeof one === "string") ? "tags" : ""}">${value.map((one) => html`<li>${renderElement(one)}</li>`)}</ul>`;
}

/** An element of a list: the first member names a thing of several. */
function renderElement(value: Json): Html {
  if (typeof value !== "object" || value === null || Array.isArray(value) || isLater(value))
    return renderValue(value);
  return renderMembers(Object.entries(value));
}

/** What a field is made up of, by the names of its members: without them nobody would know what is “on”. */
function renderNamed(all: readonly (readonly [string, Json | undefined])[]): Html {
  const members = all.filter(([, member]) => member !== undefined);
  if (members.length === 0) return html`${l10n.t("none")}`;
  return html`<ul>${members.map(([name, member]) => html`<li>${name}: ${renderValue(member)}</li>`)}</ul>`;
}

/** The first member names a thing; what else is said of it stands in brackets. */
function renderMembers(members: readonly (readonly [string, Json | undefined])[]): Html {
  const [first, ...more] = members.flatMap(([, value]) =>
    value === undefined || value === "" ? [] : [value],
  );
  const rest = more.map((value) => (typeof value === "object" ? JSON.stringify(value) : String(value)));
  return html`${renderValue(first)}${rest.length > 0 ? html` <span class="quiet">(${rest.join(", ")})</span>` : undefined}`;
}

/** A text in whose lines `ins` and `del` say what is added and removed; a policy where there is none, beside the default. */
function renderText({ before, after }: WholeField, { ref }: Change): Html {
  const level =
    before === undefined && ref.kind === policy.id
      ? parseLevelPath(parseInstancePath(ref.owner), ref.id ?? "")
      : undefined;
  const planned = textOf(after);
  const lines = lineDiff(level ? indentedAs(planned, defaultPolicy(level)) : textOf(before), planned);
  const count = (kind: DiffLine["kind"]) => lines.filter((line) => line.kind === kind).length;
  const what = level
    ? l10n.t("There is none of its own now: the default and planned")
    : before === undefined
      ? l10n.t("There is none now: all of it is new.")
      : l10n.t("Now and planned");
  return html`<figure><figcaption><span>${what}</span><span>${l10n.t("Lines added: {0}, removed: {1}", count("added"), count("removed"))}</span></figcaption>
<pre>${lines.map(renderLine)}</pre></figure>`;
}

/** `text` with the indentation of `model` in place of its tabs, so that only what differs is shown as different. */
function indentedAs(model: string, text: string): string {
  const [, unit = "\t"] = /\n([ \t]+)\S/.exec(model) ?? [];
  return text.replaceAll("\t", unit);
}

function renderLine(line: DiffLine | Fold): Html {
  if (line.kind === "fold") {
    const names = [...new Set(line.lines.flatMap((text) => text.match(/(?<=<)[\w-]+/g) ?? []))].slice(0, 4);
    const said = l10n.t("{0} lines as they are", line.lines.length);
    return html`<span class="line fold"><span>${names.length > 0 ? `${said}: ${names.join(", ")}` : said}</span></span>`;
  }
  const [, indent = "", text = ""] = /^([ \t]*)(.*)$/s.exec(line.text) ?? [];
  const inside = html`<span class="indent">${indent}</span><span>${text}</span>`;
  if (line.kind === "added") return html`<ins class="line">${inside}</ins>`;
  if (line.kind === "removed") return html`<del class="line">${inside}</del>`;
  return html`<span class="line">${inside}</span>`;
}
