import * as fs from "node:fs/promises";
import type { InstanceSnapshot, SettingPlace } from "../../access/index.ts";
import {
  type AccessReport,
  accessOf,
  changeIn,
  differenceOf,
  joinedReports,
  type ToldEntry,
  withoutSecrets,
} from "../../access/index.ts";
import { redact } from "../../core/redaction.ts";
import { noOverrides, readOverrides, readPolicyFolder } from "../../folders/index.ts";
import { readPolicyFile, unreadable } from "../files/policy-file.ts";
import { complain, print, status } from "../output.ts";
import { asksForHelp } from "../wrong-usage.ts";
import { type AccessArguments, type AccessFormat, accessUsage, readAccessArguments } from "./arguments.ts";
import { diskFiles } from "./disk-files.ts";
import { readEarlierReport } from "./earlier.ts";
import { brokenExpectations, type Expected, isExpected, readExpectations } from "./expectations.ts";
import { takeLittleMemory } from "./little-memory.ts";
import type { Told, Writer } from "./told.ts";

/** Exit status when something is unknown, and nothing open. */
const unknownStatus = 3;

const writers: Readonly<Record<AccessFormat, () => Promise<Writer>>> = {
  text: async () => (await import("./text-writer.ts")).writeText,
  json: async () => (await import("./json-writer.ts")).writeJson,
  sarif: async () => (await import("./sarif-writer.ts")).writeSarif,
  html: async () => (await import("./html-writer.ts")).writeHtml,
};

/** `auth0-apim access`. */
export async function runAccess(args: string[]): Promise<number> {
  try {
    if (asksForHelp(args)) {
      await print(`${accessUsage}\n`);
      return status.clean;
    }
    const options = readAccessArguments(args);
    takeLittleMemory();
    const told = await lookAt(options);
    const write = await writers[options.format]();
    const written = write(told);
    for (const piece of typeof written === "string" ? [written] : written) await print(piece);
    return statusOf(told);
  } catch (error) {
    complain(error);
    return status.trouble;
  }
}

async function lookAt(options: AccessArguments): Promise<Told> {
  const expected = await readExpected(options.expect);
  const instances = await readSource(options);
  const report = withoutSecrets(joinedReports(instances.map(accessOf)));
  const earlier =
    options.since === undefined ? undefined : await readEarlier(options.since, options.configuration);
  const { entries, notes } = earlier ? differenceOf(report, earlier) : report;
  return {
    entries,
    notes: [...notes, ...brokenExpectations(entries, expected)].map(redact),
    alarming: new Set(entries.filter((entry) => isAlarming(entry, expected))),
    source: options.source.name,
    instances,
    places: placesIn(instances),
    version: await ownVersion(),
  };
}

async function ownVersion(): Promise<string> {
  const { default: manifest } = await import("../../../package.json", { with: { type: "json" } });
  return manifest.version;
}

/** Beside an earlier state only what became worse is alarming. */
function isAlarming(entry: ToldEntry, expected: Expected): boolean {
  if (isExpected(entry, expected)) return false;
  if ("change" in entry) return ["opened", "widened"].includes(changeIn(entry) ?? "");
  return entry.verdict === "open";
}

function statusOf({ entries, alarming }: Told): number {
  if (alarming.size > 0) return status.found;
  return entries.some(({ verdict }) => verdict === "unknown") ? unknownStatus : status.clean;
}

async function readExpected(file: string | undefined): Promise<Expected> {
  if (file === undefined) return new Set();
  return readExpectations((await readPolicyFile(file)).text, file);
}

async function readSource({ source, configuration }: AccessArguments): Promise<readonly InstanceSnapshot[]> {
  if (source.kind === "folder") return readInstances(source.name, configuration);
  const { readLiveInstance } = await import("./live-instance.ts");
  return [await readLiveInstance(source.name)];
}

async function readInstances(
  folder: string,
  configuration: string | undefined,
): Promise<readonly InstanceSnapshot[]> {
  const overrides =
    configuration === undefined
      ? noOverrides
      : readOverrides((await readPolicyFile(configuration)).text, configuration);
  return readPolicyFolder(await diskFiles(folder), overrides);
}

function placesIn(instances: readonly InstanceSnapshot[]): ReadonlyMap<string, SettingPlace> {
  const spaces = instances.flatMap((instance) => instance.spaces);
  return new Map(
    spaces.flatMap(({ workspace, apis }) =>
      apis.map(
        ({ name, keyPlace }) => [workspace === undefined ? name : `${workspace}/${name}`, keyPlace] as const,
      ),
    ),
  );
}

async function readEarlier(name: string, configuration: string | undefined): Promise<AccessReport> {
  const stat = await fs.stat(name).catch((error: unknown) => {
    throw unreadable(name, error);
  });
  if (stat.isDirectory())
    return withoutSecrets(joinedReports((await readInstances(name, configuration)).map(accessOf)));
  return readEarlierReport((await readPolicyFile(name)).text, name);
}
