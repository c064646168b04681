import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import type { ElementFacts } from "../../../../src/policy/facts/model.ts";
import { elementFacts } from "../../../../src/policy/facts/places.ts";
import { policy, policyNames } from "../../../../src/policy/facts/policies.ts";

const schemas = new URL("../../../../schemas/", import.meta.url);
const read = (name: string) => JSON.parse(readFileSync(new URL(name, schemas), "utf8"));

suite("facts as data", () => {
  for (const name of ["policies", "expressions", "expressions-net"]) {
    test(`${name}.json keeps to its schema`, () => {
      const ajv = new Ajv({ allErrors: true, strict: false });
      const valid = ajv.validate(read(`${name}.schema.json`), read(`${name}.json`));
      assert.ok(
        valid,
        `Mend schemas/${name}.json (or its schema): ${ajv.errorsText(ajv.errors, { separator: "\n" })}`,
      );
    });
  }

  test("every policy of the file can be asked for, and no other", () => {
    assert.deepEqual(policyNames, Object.keys(read("policies.json").policies).sort());
    assert.equal(policy("validate-jvt"), undefined);
  });

  test("groups name attributes that exist", () => {
    for (const facts of everyElement()) {
      for (const group of facts.groups) {
        for (const name of Object.values(group).flat()) {
          assert.ok(
            facts.attributes.has(name),
            `${facts.name}: a group in policies.json names @${name}, which it lacks.`,
          );
        }
      }
    }
  });

  test("a default is one of the values, a boolean or a number, as the type says", () => {
    for (const facts of everyElement()) {
      for (const { name, type, values, default: value } of facts.attributes.values()) {
        if (value === undefined) continue;
        const fits = {
          enum: values?.includes(value),
          boolean: /^(true|false)$/.test(value),
          integer: /^\d+$/.test(value),
        };
        assert.ok(
          (fits as Record<string, boolean | undefined>)[type] ?? true,
          `${facts.name}@${name}: default "${value}" does not fit type ${type} in policies.json.`,
        );
      }
    }
  });

  test("all parts of the security policies are described, each in words of its own place", () => {
    const deep = [
      "validate-jwt",
      "validate-azure-ad-token",
      "validate-client-certificate",
      "ip-filter",
      "check-header",
    ];
    for (const name of [...deep, "cors", "get-authorization-context", "authentication-basic"]) {
      const facts = policy(name);
      assert.ok(facts?.url?.endsWith(`/${name}-policy`), `${name} needs a reference page in policies.json.`);
      for (const element of withParts(facts)) {
        assert.ok(
          element.description.length > 10,
          `${name}/${element.name} needs a description in policies.json.`,
        );
      }
    }
  });

  test("the places of the reference's parts are found by path", () => {
    assert.equal(
      elementFacts(["policies", "inbound", "validate-jwt", "audiences", "audience"])?.content,
      "text",
    );
    assert.equal(elementFacts(["policies", "inbound", "audiences"]), undefined);
  });
});

function everyElement(): ElementFacts[] {
  return policyNames.flatMap((name) => withParts(policy(name)));
}

function withParts(facts: ElementFacts | undefined): ElementFacts[] {
  return facts ? [facts, ...[...facts.children.values()].flatMap(withParts)] : [];
}
