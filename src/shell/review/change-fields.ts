import { l10n } from "vscode";
import { parseInstancePath, parseLevelPath } from "../../domain/azure-paths.ts";
import { defaultPolicy } from "../../domain/default-policy.ts";
import { fieldOf, isElements, labelOf } from "../../resources/fields.ts";
import type { Change, Field, FieldChange, Json, Kind, Named, WholeField } from "../../resources/kind.ts";
import { policy } from "../../resources/kinds/policy.ts";
import { isLater } from "../../resources/later.ts";
import { breakable, type Html, html } from "./html.ts";
import { icon } from "./icons.ts";
import { type DiffLine, type Fold, lineDiff } from "./line-diff.ts";

/** What people call a thing that a value names, where that is known. */
type NameOf = (named: Named) => string | undefined;

/** How the texts of a field are shown: those that name other things with the names of those. */
type Show = (text: string, member?: string) => Html;

/**
 * What becomes of each field of a change: names and values, and texts line by line. `others` are the changes of its plan,
 * `nameOf` says what the things are called that its values name.
 */
export function renderFields(
  change: Change,
  kind: Kind | undefined,
  others: readonly Change[],
  nameOf: NameOf = () => undefined,
): Html {
  const { fields, verb } = change;
  const texts = fields.filter((field): field is WholeField => !isElements(field) && isText(field));
  const rows = fields
    .filter((field) => !texts.some((text) => text === field))
    .map((field) => {
      const label = kind ? labelOf(kind, field.path) : field.path;
      const later = laterTitle(field, others);
      const value = later ?? renderField(field, kind && fieldOf(kind, field.path), verb === "create", nameOf);
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

function renderField(change: FieldChange, field: Field | undefined, isNew: boolean, nameOf: NameOf): Html {
  if (!field || field.secret) {
    return html`<span class="nowrap">${icon("lock", "wait")} ••••••</span> <span class="quiet">(${l10n.t("not shown")})</span>`;
  }
  const show = showOf(field, nameOf);
  if (isElements(change)) return renderElements(change.added, change.removed, isNew, show);
  if (field.large) return html`<span class="quiet">(${l10n.t("not shown, for its length")})</span>`;
  const { before, after } = change;
  if (before === undefined) {
    const fixed =
      field.fixed && isNew
        ? html` <span class="quiet">(${l10n.t("cannot be changed later")})</span>`
        : undefined;
    return html`${renderValue(after, show)}${fixed}`;
  }
  if (after === undefined) return html`<del>${renderValue(before, show)}</del>`;
  return html`<del>${renderValue(before, show)}</del><span class="arrow" aria-hidden="true">→</span><span class="sr"> ${l10n.t("becomes")} </span><ins>${renderValue(after, show)}</ins>`;
}

/** Of something new all elements are new, and no sign says more. */
function renderElements(added: readonly Json[], removed: readonly Json[], isNew: boolean, show: Show): Html {
  if (isNew) return renderValue(added, show);
  const one = (value: Json, mark: "added" | "removed") =>
    mark === "added"
      ? html`<li><ins>${icon("create", "pass")} ${renderElement(value, show)}</ins><span class="sr"> ${l10n.t("is added")}</span></li>`
      : html`<li><del>${icon("skip", "wait")} ${renderElement(value, show)}</del><span class="sr"> ${l10n.t("is removed")}</span></li>`;
  return html`<ul>${added.map((value) => one(value, "added"))}${removed.map((value) => one(value, "removed"))}</ul>`;
}

/** The name of what a text names, or what an answer is called where it was chosen, and the text itself beside it; any other as it is. */
function showOf(field: Field, nameOf: NameOf): Show {
  return (text, member) => {
    const code = html`<code>${breakable(text)}</code>`;
    const named = field.names?.(text, member);
    const chosen = field.ask?.choices?.find(({ value }) => value === text);
    const name = named ? nameOf(named) : chosen?.label;
    return name === undefined || name === text ? code : html`${name} <span class="quiet">${code}</span>`;
  };
}

function renderValue(value: Json | undefined, show: Show, member?: string): Html {
  if (value === undefined || value === null || value === "") return html`${l10n.t("none")}`;
  if (typeof value === "boolean") return html`${value ? l10n.t("on") : l10n.t("off")}`;
  if (typeof value !== "object") return show(String(value), member);
  if (isLater(value))
    return html`<span class="quiet">${l10n.t("known once the change before it is made")}</span>`;
  if (!Array.isArray(value)) return renderNamed(Object.entries(value), show);
  if (value.length === 0) return html`${l10n.t("none")}`;
  return html`<ul class="${value.every((one) => typeof one === "string") ? "tags" : ""}">${value.map((one) => html`<li>${renderElement(one, show, member)}</li>`)}</ul>`;
}

/** An element of a list: the first member names a thing of several. */
function renderElement(value: Json, show: Show, member?: string): Html {
  if (typeof value !== "object" || value === null || Array.isArray(value) || isLater(value))
    return renderValue(value, show, member);
  return renderMembers(Object.entries(value), show);
}

/** What a field is made up of, by the names of its members: without them nobody would know what is “on”. */
function renderNamed(all: readonly (readonly [string, Json | undefined])[], show: Show): Html {
  const members = all.filter(([, member]) => member !== undefined);
  if (members.length === 0) return html`${l10n.t("none")}`;
  return html`<ul>${members.map(([name, member]) => html`<li>${name}: ${renderValue(member, show, name)}</li>`)}</ul>`;
}

/** The first member names a thing; what else is said of it stands in brackets. */
function renderMembers(members: readonly (readonly [string, Json | undefined])[], show: Show): Html {
  const [first, ...more] = members.filter(([, value]) => value !== undefined && value !== "");
  const rest = more.map(([, value]) => (typeof value === "object" ? JSON.stringify(value) : String(value)));
  return html`${renderValue(first?.[1], show, first?.[0])}${rest.length > 0 ? html` <span class="quiet">(${rest.join(", ")})</span>` : undefined}`;
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
