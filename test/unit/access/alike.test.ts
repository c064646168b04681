import assert from "node:assert/strict";
import { suite, test } from "mocha";
import {
  accessChange,
  accessOf,
  type Caller,
  callersOf,
  Fates,
  type InstanceSnapshot,
} from "../../../src/access/index.ts";
import { choose, instanceOf, jwt } from "./instance.ts";

type Policies = Parameters<typeof instanceOf>[0];

const wanted = {
  issuer: "https://contoso.eu.auth0.com/",
  audience: "orders",
  discoveryUrl: "https://contoso.eu.auth0.com/.well-known/openid-configuration",
  scopes: ["read"],
};

/** An instance whose API has these operations, by name and method. */
function instance(policies: Policies, operations: readonly (readonly [string, string])[]): InstanceSnapshot {
  const one = instanceOf(policies);
  const all = operations.map(([name, method]) => ({
    name,
    facts: { Id: name, Name: name, UrlTemplate: `/${name}` },
    method,
    urlTemplate: `/${name}`,
    policy: undefined,
  }));
  const spaces = one.spaces.map((space) => ({
    ...space,
    apis: space.apis.map((api) => ({ ...api, operations: all })),
  }));
  return { ...one, spaces };
}

const named = (count: number) => Array.from({ length: count }, (_, index) => [`o${index}`, "GET"] as const);

const policies: Readonly<Record<string, Policies>> = {
  "one check": { api: `<base/>${jwt()}` },
  "a check of one operation only": { api: choose({ '@(context.Operation.Id == "o1")': jwt() }) },
  "a check of tokens of one operation's name": {
    api: choose({ '@(context.Operation.Name == "o2" && context.Request.Headers.ContainsKey("A"))': jwt() }),
  },
  "a check of one method only": { api: choose({ '@(context.Request.Method == "POST")': jwt() }) },
  "the operation kept in a variable": {
    api: `<set-variable name="o" value="@(context.Operation.UrlTemplate)"/>${choose({ '@(context.Variables.GetValueOrDefault<string>("o","") == "/o0")': jwt() })}`,
  },
  "an answer of on-error for one operation": {
    api: jwt(),
    onError: choose({
      '@(context.Operation.Id == "o3")': '<return-response><set-status code="200"/></return-response>',
    }),
    key: true,
  },
};

suite("operations that are alike", () => {
  for (const [what, texts] of Object.entries(policies)) {
    test(`are told together as each by itself: ${what}`, () => {
      const operations = [...named(4), ["p0", "POST"] as const, ["o5", "*"] as const];
      const whole = instance(texts, operations);
      const callers = callersOf([whole], wanted);
      const together = new Fates(whole);
      for (const [name, method] of operations) {
        const alone = instance(texts, [[name, method]]);
        const at = { api: "orders", operation: name };
        for (const caller of callers)
          assert.deepEqual(
            together.of(at, caller),
            new Fates(alone).of(at, caller),
            `${name} ${caller.name}`,
          );
        assert.deepEqual(
          accessOf(whole).entries.filter(({ operation }) => operation === name),
          accessOf(alone).entries,
        );
      }
    });
  }

  test("are followed once: 300 take no more looks at a caller than one", () => {
    const looksAt = (count: number) => {
      const before = instance({ api: jwt("other"), key: true }, named(count));
      let looks = 0;
      const counted = callersOf([before], wanted).map(
        (caller) =>
          new Proxy<Caller>(caller, {
            get(target, name, receiver) {
              if (name === "headers" || name === "token") looks += 1;
              return Reflect.get(target, name, receiver);
            },
          }),
      );
      const { count: told } = accessChange(before, before, counted);
      assert.equal(told, count);
      return looks;
    };
    const [one, many] = [looksAt(1), looksAt(300)];
    assert.ok(one > 0);
    assert.ok(many <= one, `${many} looks, for one operation ${one}`);
  });
});
