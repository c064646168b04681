import * as path from "node:path";
import { type Change, changeIn, checksOf, meanings, nameOf, type ToldEntry } from "../../access/index.ts";
import { showMarks } from "../../core/visible-marks.ts";
import { artifactUri } from "../files/artifact-uri.ts";
import type { Told, Writer } from "./told.ts";

/** A kind of result, as code scanning shows it. */
interface Rule {
  readonly id: string;
  readonly level: "error" | "warning";
  readonly title: string;
  readonly help: string;
}

const open: Rule = {
  id: "operation-open",
  level: "error",
  title: "Anybody can call the operation",
  help: `${meanings.open} Add a check of tokens to the policy of the API or of the product, look for a policy without <base />, or name the operation in the file that --expect reads when it is meant to be open.`,
};

const closed: Rule = {
  id: "operation-closed",
  level: "warning",
  title: "Nobody can call the operation",
  help: `${meanings.closed} Two checks of one token that accept different issuers are best made one, with both issuers, audiences and discovery documents.`,
};

const rules = [open, closed];

/** SARIF 2.1.0: a result for each operation that is open in some way, or that takes no call in any; notes are notifications. */
export const writeSarif: Writer = (told) => {
  const driver = { name: "auth0-apim", version: told.version, rules: rules.map(descriptor) };
  const notifications = told.notes.map((text) => ({ level: "note", message: { text } }));
  const invocations = [{ executionSuccessful: true, toolExecutionNotifications: notifications }];
  const results = operationsOf(told.entries).flatMap((ways) => resultOf(ways, told));
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [{ tool: { driver }, columnKind: "utf16CodeUnits", invocations, results }],
  };
  return `${showMarks(JSON.stringify(log, undefined, 1))}\n`;
};

function descriptor({ id, level, title, help }: Rule): object {
  const [shortDescription, text] = [{ text: title }, { text: help }];
  return { id, shortDescription, fullDescription: text, help: text, defaultConfiguration: { level } };
}

function operationsOf(entries: readonly ToldEntry[]): readonly (readonly ToldEntry[])[] {
  const operations = new Map<string, ToldEntry[]>();
  for (const entry of entries) {
    const name = operationName(entry);
    const ways = operations.get(name);
    if (ways) ways.push(entry);
    else operations.set(name, [entry]);
  }
  return [...operations.values()];
}

function operationName({ api, operation }: ToldEntry): string {
  return operation === null ? api : `${api}/${operation}`;
}

function resultOf(ways: readonly ToldEntry[], told: Told): readonly object[] {
  const openWays = ways.filter(({ verdict }) => verdict === "open");
  const isClosed = ways.every(({ verdict }) => verdict === "closed");
  const [first] = openWays.length > 0 ? openWays : ways;
  if (!first || (openWays.length === 0 && !isClosed)) return [];
  const rule = isClosed ? closed : open;
  const isMeant = rule === open && !openWays.some((way) => told.alarming.has(way));
  const changes = [
    ...new Set(ways.flatMap((way): readonly Change[] => [changeIn(way)].flatMap((change) => change ?? []))),
  ];
  const since = changes.length > 0 ? ` Since the earlier state it was ${changes.join(" and ")}.` : "";
  const name = operationName(first);
  const which = isClosed ? "" : ` (${openWays.map(nameOf).join(", ")})`;
  return [
    {
      ruleId: rule.id,
      ruleIndex: rules.indexOf(rule),
      level: isMeant ? "note" : rule.level,
      message: { text: `${name}: ${rule.title}.${which}${since}` },
      locations: [
        {
          ...physicalLocation(first, told),
          logicalLocations: [{ fullyQualifiedName: name, kind: "function" }],
        },
      ],
      partialFingerprints: { "operation/v1": name },
    },
  ];
}

/** The first check that a call meets; without one the file that describes the API. */
function physicalLocation(entry: ToldEntry, { source, places }: Told): object {
  const [check] = checksOf(entry);
  const place = check?.from ?? places.get(entry.api);
  if (!place) return {};
  const isResource = place.file.startsWith("/");
  const uri = isResource ? encodeURI(place.file.slice(1)) : artifactUri(path.join(source, place.file));
  const artifactLocation = { uri };
  return { physicalLocation: { artifactLocation, region: { startLine: place.line } } };
}
