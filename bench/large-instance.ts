import { spawnSync } from "node:child_process";
import { accessOf } from "../src/access/index.ts";
import { readInstanceSnapshot } from "../src/workflows/read-access/read-instance.ts";
import {
  azureWithCalculator,
  basicCalculator,
  calculatorOperations,
  contosoApim,
} from "../test/support/in-memory/index.ts";
import type { Row } from "./report.ts";

/** Runs this program as the child that reads and judges, and says how much memory it took. */
export const largeInstanceFlag = "--large-instance";

const apis = 5000;
const operationsOfEach = 10;
const kilobytesInOne = 1024;

const check = (audience: string) =>
  `<policies><inbound><base /><validate-jwt header-name="Authorization"><openid-config url="https://contoso.eu.auth0.com/.well-known/openid-configuration" /><audiences><audience>${audience}</audience></audiences></validate-jwt></inbound><backend><base /></backend><outbound><base /></outbound><on-error><base /></on-error></policies>`;

/** What a process of its own takes at most to read a large instance and to tell who gets in, the instance itself in it. */
export function largeInstanceRows(): readonly Row[] {
  const child = spawnSync(process.execPath, [process.argv[1] ?? "", largeInstanceFlag], { encoding: "utf8" });
  const { entries, kilobytes } = JSON.parse(child.stdout) as ReturnType<typeof told>;
  return [
    {
      what: `who gets in at ${apis} APIs of ${operationsOfEach} operations, read live, peak memory`,
      figures: `${entries} entries`,
      value: kilobytes / kilobytesInOne,
      limit: { atMost: 400 },
      unit: "MB",
    },
    ...commandLineRows(),
  ];
}

/** What the command line itself takes for such an instance of the sandbox, which is a process of its own. */
function commandLineRows(): readonly Row[] {
  const env = { ...process.env, LARGE_INSTANCE_APIS: String(apis) };
  const mocha = ["node_modules/mocha/bin/mocha.js", "test/contract/access-scale.test.ts"];
  const { stdout } = spawnSync(process.execPath, mocha, { env, encoding: "utf8" });
  const [, asked = "?", most = "?"] = /(\d+) requests, (\d+) at most/.exec(stdout) ?? [];
  const megabytes = Number(/peak (\d+) MB/.exec(stdout)?.[1] ?? Number.NaN);
  const figures = `${asked} requests, ${most} allowed`;
  const limit = { atMost: 400 };
  return [
    { what: "the same, by the command line on the sandbox", figures, value: megabytes, limit, unit: "MB" },
  ];
}

/** In the child. */
export async function measureLargeInstance(): Promise<void> {
  const azure = azureWithCalculator();
  const [operation] = calculatorOperations;
  if (!operation) throw new Error("The calculator has no operations.");
  for (let index = 0; index < apis; index += 1) {
    const apiId = `api-${index}`;
    const operations = Array.from({ length: operationsOfEach }, (_, number) => ({
      ...operation,
      operationId: `operation-${number}`,
    }));
    azure.addApi({ ...basicCalculator, apiId, id: `${contosoApim.id}/apis/${apiId}` }, operations);
    azure.putPolicy({ kind: "api", instance: contosoApim, apiId }, check(apiId));
  }
  const { entries } = accessOf(await readInstanceSnapshot(azure, contosoApim, new AbortController().signal));
  console.log(JSON.stringify(told(entries.length)));
}

function told(entries: number) {
  return { entries, kilobytes: process.resourceUsage().maxRSS };
}
