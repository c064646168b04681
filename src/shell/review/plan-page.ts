import { l10n } from "vscode";
import { staysWhenUndone } from "../../resources/fields.ts";
import { type Entry, type Journal, mayBeThere } from "../../resources/journal.ts";
import type { Change, Field, Kind, Verb } from "../../resources/kind.ts";
import { renderAccess, renderElsewhere, renderReadBack } from "./access-section.ts";
import { renderFields } from "./change-fields.ts";
import { renderRow } from "./entry-states.ts";
import { breakable, type Html, html } from "./html.ts";
import { icon } from "./icons.ts";
import { describeInverse } from "./inverse.ts";
import type { PageParts } from "./page.ts";
import type { PlanFace, ReviewFace } from "./plan-face.ts";
import { countsOf, planState } from "./plan-numbers.ts";
import { renderReservations } from "./reservations.ts";
import { reviewVerdict } from "./review-verdict.ts";
import { renderOnce, type SecretCard } from "./secret-card.ts";
import type { StepTimes } from "./step-times.ts";
import { verdictOf } from "./verdict.ts";

type KindOf = (id: string) => Kind | undefined;

/** A plan before anything is written: what becomes of whom, and what cannot be taken back. */
export function renderReview(changes: readonly Change[], face: ReviewFace, kindOf: KindOf): Html {
  const final = changes.flatMap((change) => cannotBeTakenBack(change, kindOf(change.ref.kind)));
  return html`
<p>${reviewVerdict(changes, face, kindOf)}</p>
${face.access && renderAccess(face.access, face.canSecureMore)}
${face.elsewhere && renderElsewhere(face.elsewhere)}
${renderReservations(face.assurance)}
${renderNotes(face.notes, final)}
${face.policiesRead && html`<p class="quiet">${face.policiesRead}</p>`}
${sections(changes, kindOf, (list) => html`<ol>${list.map((change) => renderCard(change, changes, kindOf, face.words))}</ol>`)}
${renderUnchanged(face.unchanged)}`;
}

/** A plan at work. What changes meanwhile has an id, for {@link runningParts}. */
export function renderRunning(journal: Journal, kindOf: KindOf, status: string, times?: StepTimes): Html {
  const entries = new Map(journal.entries.map((entry) => [entry.change.id, entry]));
  const row = ({ id }: Change) => {
    const entry = entries.get(id);
    return html`<li id="${rowId(id)}">${entry && renderRow(entry, true, times?.textOf(id))}</li>`;
  };
  const changes = journal.entries.map(({ change }) => change);
  return html`
<div class="banner">${icon("run", "run", "big")}<p class="strong" id="status" role="status">${status}</p>
<p id="meter">${renderMeter(journal)}</p>
<p>${l10n.t("You can go on working, and close this tab: the notification shows how far it is.")}</p></div>
${sections(changes, kindOf, (list) => html`<ol class="chain">${list.map(row)}</ol>`)}
<section><h2>${l10n.t("If you stop now")}</h2><p>${l10n.t("No further change is begun. One that is under way is given up and looked at. What is made stays until you undo it.")}</p></section>`;
}

/** What differs on the page of {@link renderRunning} once the change `id` has got further. */
export function runningParts(
  journal: Journal,
  id: string | undefined,
  status: string,
  times?: StepTimes,
): PageParts {
  const entry = journal.entries.find(({ change }) => change.id === id);
  return {
    status: html`${status}`,
    meter: renderMeter(journal),
    ...(entry && { [rowId(entry.change.id)]: renderRow(entry, true, times?.textOf(entry.change.id)) }),
  };
}

/** How a plan ended, or was left: the verdict, what is there and what is not, and what undoing it would do. */
export function renderResult(
  journal: Journal,
  face: PlanFace | undefined,
  kindOf: KindOf,
  secret?: SecretCard,
  times?: StepTimes,
): Html {
  const { tone, shape, said, reason, next } = verdictOf(journal, face);
  const changes = journal.entries.map(({ change }) => change);
  const row = (change: Change) => journal.entries.find((entry) => entry.change.id === change.id);
  return html`
<div class="banner ${tone}" role="${tone === "fail" ? "alert" : "status"}">${icon(shape, tone, "big")}<p class="strong">${said}</p>
${reason && html`<p>${reason}</p>`}${next && html`<p>${next}</p>`}</div>
${secret && renderOnce(secret)}
${face && renderReservations(face.assurance)}
${face && planState(journal) === "done" ? renderReadBackOf(face) : undefined}
${sections(changes, kindOf, (list) => html`<ol class="chain">${list.map((change) => renderEnd(row(change), times))}</ol>`)}
${renderUndo(journal, kindOf)}
${face && renderNotes(face.notes, [])}
${face?.policiesRead && html`<p class="quiet">${face.policiesRead}</p>`}
${face && renderUnchanged(face.unchanged)}`;
}

function renderReadBackOf({ readBack, access }: PlanFace): Html {
  return readBack?.kind === "read" ? renderReadBack(readBack.access, access) : html``;
}

function renderEnd(entry: Entry | undefined, times: StepTimes | undefined): Html {
  const row = entry && renderRow(entry, false, times?.textOf(entry.change.id));
  return html`<li data-state="${entry?.undo?.state ?? entry?.state}">${row}</li>`;
}

function rowId(changeId: string): string {
  return `row-${changeId}`;
}

function renderMeter(journal: Journal): Html {
  const { all, made, undone, kept, toUndo } = countsOf(journal);
  const isUndoing = undone + kept > 0;
  const [value, max] = isUndoing ? [undone + kept, undone + kept + toUndo] : [made, all];
  return html`<progress max="${max}" value="${value}" aria-label="${isUndoing ? l10n.t("Changes taken back") : l10n.t("Changes made")}"></progress>`;
}

/** The changes of each cloud under its name; those of kinds that nobody knows under neither. */
function sections(
  changes: readonly Change[],
  kindOf: KindOf,
  render: (list: readonly Change[]) => Html,
): Html {
  const section = (title: string, cloud: Kind["cloud"] | undefined) => {
    const ours = changes.filter(({ ref }) => kindOf(ref.kind)?.cloud === cloud);
    return ours.length === 0
      ? html``
      : html`<section><h2>${title} <span class="count">${ours.length}</span></h2>${render(ours)}</section>`;
  };
  return html`${section(l10n.t("Auth0"), "auth0")}${section(l10n.t("Azure API Management"), "azure")}${section(l10n.t("Of another version"), undefined)}`;
}

function renderCard(
  change: Change,
  others: readonly Change[],
  kindOf: KindOf,
  words: ReviewFace["words"],
): Html {
  const { ref } = change;
  const kind = kindOf(ref.kind);
  const tones = { create: "pass", update: "info", delete: "fail" } as const;
  return html`<li class="card" data-change="${change.id}"><header><h3>${change.title}</h3><span class="tag">${icon(change.verb, tones[change.verb])}${verbLabel(change.verb, kind)}</span></header>
${renderPlace(change, kind, words)}${renderFields(change, kind, others, (named) => words?.nameOf(ref.owner, named))}</li>`;
}

/** Where it is, and its id where nothing else says it. */
function renderPlace({ ref, title }: Change, kind: Kind | undefined, words: ReviewFace["words"]): Html {
  const place = words?.placeOf(ref.owner) ?? "";
  const isComposed = kind?.identity.by === "fields" && ref.id?.includes("/");
  const isTold = ref.id === undefined || title.includes(`“${ref.id}”`) || !kind?.tree || isComposed;
  const id = isTold ? undefined : html`<code>${breakable(ref.id ?? "")}</code>`;
  if (place === "" && !id) return html``;
  return html`<p class="place">${place}${place !== "" && id ? " · " : ""}${id}</p>`;
}

/** As people call it: what is enabled or added is not created. A change is one whatever it does. */
function verbLabel(verb: Verb, kind: Kind | undefined): string {
  const own = verb === "update" ? undefined : kind?.verbs?.[verb];
  return (
    own?.toLowerCase() ??
    { create: l10n.t("create"), update: l10n.t("change"), delete: l10n.t("delete") }[verb]
  );
}

/** What the person must know before: undoing puts back what is known, and a secret never is. */
function cannotBeTakenBack(change: Change, kind: Kind | undefined): string[] {
  const { verb, title, fields } = change;
  const secrets = Object.entries<Field>(kind?.fields ?? {}).flatMap(([path, { secret, label }]) =>
    secret && (verb === "delete" || fields.some((field) => field.path === path)) ? [label] : [],
  );
  if (verb === "delete" && kind?.staysDeleted !== undefined) return [kind.staysDeleted];
  const stays = kind ? staysWhenUndone(kind, change) : [];
  const first =
    stays.length === 0
      ? []
      : [
          l10n.t(
            "{0}: undoing leaves what has no value yet, since the service never takes it away again: {1}.",
            title,
            stays.join(", "),
          ),
        ];
  if (verb === "create" || secrets.length === 0) return first;
  const names = secrets.join(", ");
  return [
    ...first,
    verb === "delete"
      ? l10n.t("{0}: undoing makes a new one, without what nobody can read now: {1}.", title, names)
      : l10n.t("{0}: this cannot be taken back, since nobody can read what is there now: {1}.", title, names),
  ];
}

function renderNotes(notes: readonly string[], final: readonly string[]): Html {
  if (notes.length + final.length === 0) return html``;
  return html`<ul class="marks">${final.map((text) => html`<li>${icon("warn", "warn")}<span class="strong">${text}</span></li>`)}${notes.map((text) => html`<li>${icon("info", "info")}<span>${text}</span></li>`)}</ul>`;
}

function renderUnchanged(unchanged: readonly string[]): Html {
  if (unchanged.length === 0) return html``;
  return html`<section><details><summary>${l10n.t("Already in place: {0}", unchanged.length)}</summary><ul class="marks">${unchanged.map((text) => html`<li>${icon("pass", "pass")}<span>${text}</span></li>`)}</ul></details></section>`;
}

/** What undoing would do, newest first. */
function renderUndo({ entries }: Journal, kindOf: KindOf): Html {
  const there = entries.filter(
    (entry) => mayBeThere(entry) && entry.undo?.state !== "undone" && entry.undo?.state !== "left",
  );
  if (there.length === 0) return html``;
  const rows = there.reverse().map((entry) => {
    const { shape, tone, text } = describeInverse(entry, kindOf(entry.change.ref.kind));
    return html`<li>${icon(shape, tone)}<span>${text}</span></li>`;
  });
  return html`<section><h2>${l10n.t("What undoing does")}</h2><ul class="marks">${rows}</ul></section>`;
}
