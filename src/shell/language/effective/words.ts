import { env, l10n } from "vscode";
import { meanings, type Whole } from "../../../access/index.ts";
import type { InstanceRef, PolicyLevel } from "../../../domain/apim.ts";
import type { PolicyText, RenderWords } from "../../../policy/index.ts";
import { placeNamed } from "../../../workflows/read-access/setting-file.ts";
import { shownInLine } from "../../plain-text.ts";
import { verdictWord } from "../../verdict-word.ts";
import type { EffectiveSubject } from "./effective-uri.ts";

/** More notes than these are not read by anybody. */
const mostNotes = 20;

/** What an effective policy says of itself, in the language of the editor. */
export function wordsOf(subject: EffectiveSubject, whole: Whole, notes: readonly string[]): RenderWords {
  const { instance } = subject.level;
  const name = (origin: PolicyText) => nameOf(origin, instance, whole);
  return {
    head: [...headOf(subject, whole), ...notes.slice(0, mostNotes)].map(shownInLine),
    from: (origin, offset, includedIn) => {
      const from = l10n.t("{0}, line {1}", name(origin), origin.placeOf(offset).line);
      return shownInLine(includedIn ? l10n.t("{0}, included by {1}", from, name(includedIn)) : from);
    },
    unknown: ({ why, origin }) =>
      shownInLine(l10n.t("Unknown: {0}", why.replaceAll(origin.source.file, name(origin)))),
    again: (origin) => shownInLine(l10n.t("The same again: {0}", name(origin))),
  };
}

function headOf(subject: EffectiveSubject, whole: Whole): readonly string[] {
  const { verdict } = whole;
  const now = new Date().toLocaleTimeString(env.language);
  return [
    l10n.t("What the gateway runs: {0}", called(subject, whole)),
    l10n.t("Read at {0}. It is changed in the policies that it is made of: each part leads to its own.", now),
    ...(verdict === undefined
      ? []
      : [l10n.t("Who gets in: {0}. {1}", verdictWord(verdict), meanings[verdict])]),
  ];
}

function called({ level, product }: EffectiveSubject, { facts }: Whole): string {
  const of = facts.product?.displayName ?? product;
  const isOpen = facts.product?.subscriptionRequired === false;
  if (level.kind === "product") {
    return isOpen
      ? l10n.t("for every call without a key, in the open product {0}", of ?? "")
      : l10n.t("for every call with a key of the product {0}", of ?? "");
  }
  const api = facts.api?.facts["Name"] ?? level.apiId;
  const { method = "", urlTemplate = "" } = facts.operation ?? {};
  const what = level.kind === "operation" ? l10n.t("{0} of {1}", `${method} ${urlTemplate}`, api) : api;
  if (of === undefined) return l10n.t("{0}, called without a product’s key", what);
  if (isOpen) return l10n.t("{0}, called without a key, in the open product {1}", what, of);
  return l10n.t("{0}, called with a key of the product {1}", what, of);
}

/** A document as people call it. */
function nameOf({ source: { file, level } }: PolicyText, instance: InstanceRef, { facts }: Whole): string {
  const place = placeNamed(instance, file);
  return place?.kind === "policy" ? nameOfLevel(place.level, facts) : level;
}

function nameOfLevel(level: PolicyLevel, { api, operation, product }: Whole["facts"]): string {
  switch (level.kind) {
    case "global":
      return l10n.t("All APIs");
    case "workspace":
      return l10n.t("All APIs of the workspace {0}", level.workspace);
    case "product":
      return l10n.t("Product {0}", product?.displayName ?? level.productId);
    case "api":
      return l10n.t("API {0}", api?.facts["Name"] ?? level.apiId);
    case "operation":
      return l10n.t("Operation {0}", operation?.facts["Name"] ?? level.operationId);
    case "fragment":
      return l10n.t("Fragment {0}", level.fragmentId);
  }
}
