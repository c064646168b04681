import { accessOf } from "../../../src/access/index.ts";
import { choose, instanceOf, jwt } from "./instance.ts";
const header = (n: string) => `@(context.Request.Headers.ContainsKey("${n}"))`;
for (const inside of [() => jwt(), (i: number) => jwt(`t-${i}`)]) {
  const api = Array.from({ length: 20 }, (_, i) => choose({ [header(`X-${i}`)]: inside(i) })).join("");
  for (let k = 0; k < 3; k++) { const t = performance.now(); const c = process.cpuUsage(); accessOf(instanceOf({ api })); const u = process.cpuUsage(c); console.log((performance.now() - t).toFixed(1), (u.user+u.system)/1000); }
}
