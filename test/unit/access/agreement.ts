import assert from "node:assert/strict";
import {
  accessOf,
  closingIds,
  type InstanceSnapshot,
  type WholeFinding,
  wholeOf,
} from "../../../src/access/index.ts";

/** Holds what is told of each whole of an instance to what is told of its entry. */
export function holdFindings(instance: InstanceSnapshot): void {
  for (const { api: name, operation, product, verdict } of accessOf(instance).entries) {
    const [workspace, api = name] = name.includes("/") ? name.split("/") : [undefined, name];
    const whole = wholeOf(instance, {
      workspace,
      api,
      operation: operation ?? undefined,
      product: product ?? undefined,
    });
    assert.ok(whole, `${name} ${operation} ${product}`);
    assert.equal(whole.verdict, verdict);
    const { findings } = whole;
    const ids = findings.map(({ id }) => id);
    const isClosed = closingIds.some((id) => ids.includes(id));
    assert.equal(isClosed, verdict === "closed", `${verdict}, and told are: ${ids.join(", ")}`);
    // whoever does not meet a check by condition gets in otherwise
    if (ids.includes("check-by-condition")) assert.match(verdict, /^(?:open|key|unknown)$/);
    if (verdict === "restricted" || verdict === "closed")
      assert.ok(!ids.includes("cache-before-check") && !ids.includes("error-answered"), ids.join(", "));
    assert.equal(new Set(findings.map(placesOf)).size, findings.length, findings.map(placesOf).join("\n"));
  }
}

function placesOf({ id, at, other }: WholeFinding): string {
  const place = (one: WholeFinding["at"] | undefined) =>
    one && `${one.origin.source.file} ${one.element.span.start}`;
  return `${id} ${place(at)} ${place(other)}`;
}
