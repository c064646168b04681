import { l10n } from "vscode";
import { staysWhenUndone } from "../../resources/fields.ts";
import type { Entry } from "../../resources/journal.ts";
import type { Kind } from "../../resources/kind.ts";
import type { Shape, Tone } from "./icons.ts";

/** What undoing does to one change: a shape, and a sentence that begins with it. */
interface Inverse {
  readonly shape: Shape;
  readonly tone: Tone;
  readonly text: string;
}

/** What undoing does to a change that was made, or may have been. */
export function describeInverse({ change, state, wrote }: Entry, kind: Kind | undefined): Inverse {
  const { title, verb } = change;
  if (!kind) return unknown(l10n.t("{0}: stays, since this version does not know what it is.", title));
  if (state !== "made") return unknown(l10n.t("{0}: it is looked for first.", title));
  // a publication is the one thing that only another one takes back
  if (kind.inverse)
    return {
      shape: "back",
      tone: "info",
      text: l10n.t("{0}: the portal is published once more, last of all, with what is there then.", title),
    };
  switch (verb) {
    case "create":
      // What people add to something, such as an application to a connection, is taken out of it rather than deleted.
      return kind.verbs?.delete
        ? {
            shape: "back",
            tone: "info",
            text: l10n.t("{0}: it is taken out again, unless somebody changed it since.", title),
          }
        : { shape: "delete", tone: "fail", text: deletion(title) };
    case "update":
      return {
        shape: "update",
        tone: "info",
        text: toFormer(title, staysWhenUndone(kind, { ...change, fields: wrote ?? change.fields })),
      };
    case "delete":
      if (kind.staysDeleted !== undefined) return unknown(`${title}: ${kind.staysDeleted}`);
      return { shape: "create", tone: "pass", text: creation(title) };
  }
}

function unknown(text: string): Inverse {
  return { shape: "unknown", tone: "warn", text };
}

function toFormer(title: string, stays: readonly string[]): string {
  return stays.length === 0
    ? l10n.t("{0}: it becomes as it was. What others changed since stays.", title)
    : l10n.t(
        "{0}: it becomes as it was, but for what had no value before and keeps one: {1}. What others changed since stays.",
        title,
        stays.join(", "),
      );
}

function deletion(title: string): string {
  const made = /^Create (.+)$/s.exec(title)?.[1];
  return made === undefined
    ? l10n.t("{0}: it is deleted, unless somebody changed or uses it since.", title)
    : l10n.t("Delete {0}, unless somebody changed or uses it since.", made);
}

function creation(title: string): string {
  const gone = /^Delete (.+)$/s.exec(title)?.[1];
  return gone === undefined
    ? l10n.t("{0}: it is created again, with another id and without its secrets.", title)
    : l10n.t("Create {0} again, with another id and without its secrets.", gone);
}
