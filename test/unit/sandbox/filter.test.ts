import assert from "node:assert/strict";
import { parseFilter } from "../../../src/sandbox/arm/filter.ts";

suite("$filter of Resource Manager's lists", () => {
  const apis = [
    { name: "orders", displayName: "Orders", path: "shop/orders", isCurrent: true },
    { name: "echo", displayName: "Echo of O'Hara", path: "echo", isCurrent: false },
    { name: "old-orders", displayName: "Orders (old)", path: "old", isCurrent: true },
  ];

  function matching(filter: string): string[] {
    const passes = parseFilter(filter, ["displayName", "path", "isCurrent"]);
    return apis.filter(({ name, ...properties }) => passes(name, properties)).map(({ name }) => name);
  }

  const examples: readonly [string, string[]][] = [
    ["displayName eq 'Orders'", ["orders"]],
    ["displayName eq 'ORDERS'", ["orders"]],
    ["properties/displayName ne 'Orders'", ["echo", "old-orders"]],
    ["name eq 'echo'", ["echo"]],
    ["displayName eq 'Echo of O''Hara'", ["echo"]],
    ["contains(displayName,'ord')", ["orders", "old-orders"]],
    ["substringof('ord', displayName)", ["orders", "old-orders"]],
    ["startswith(path,'shop/') or endswith(path, 'ld')", ["orders", "old-orders"]],
    ["isCurrent eq true and not (name eq 'orders')", ["old-orders"]],
    ["name eq 'echo' or name eq 'orders' and isCurrent eq false", ["echo"]],
    ["(name eq 'echo' or name eq 'orders') and isCurrent eq true", ["orders"]],
    ["name ge 'f'", ["orders", "old-orders"]],
    ["name lt 'f'", ["echo"]],
  ];
  for (const [filter, expected] of examples) {
    test(filter, () => assert.deepEqual(matching(filter), expected));
  }

  const refused = [
    "colour eq 'red'",
    "displayName",
    "displayName eq",
    "displayName like 'x'",
    "displayName eq 'x",
    "(displayName eq 'x'",
    "displayName eq 'x' displayName",
    "contains(displayName 'x')",
    "displayName eq 'x' ; drop",
    "constructor(displayName,'x')",
    "displayName constructor 'x'",
    "",
  ];
  for (const filter of refused) {
    test(`refuses “${filter}”`, () => {
      assert.throws(() => matching(filter), { status: 400, code: "ValidationError" });
    });
  }
});
