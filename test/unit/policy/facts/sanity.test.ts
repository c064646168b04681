import assert from "node:assert/strict";
import { isAuth0Domain } from "../../../../src/core/tenant-hosts.ts";
import { accessTokenClaims, auth0Regions, foreignClaims } from "../../../../src/policy/facts/auth0.ts";
import {
  contextObject,
  extensionsOf,
  type MemberFacts,
  memberAt,
  netTypes,
  objectFacts,
  objectNames,
} from "../../../../src/policy/facts/expressions.ts";
import {
  asymmetricAlgorithms,
  largestSensibleClockSkew,
  minimumSecretBytes,
  refusalReasons,
  symmetricAlgorithms,
  wellKnownPath,
} from "../../../../src/policy/facts/jwt.ts";
import type { AttributeFacts, ElementFacts } from "../../../../src/policy/facts/model.ts";
import {
  commonAttributes,
  documentDescription,
  errorHandlingUrl,
  expressionsUrl,
  isScope,
  isSection,
  policiesIn,
  policy,
  policyNames,
  scopes,
  sections,
} from "../../../../src/policy/facts/policies.ts";

const repair = (what: string) => `${what}; mend schemas/policies.json`;

function withParts(facts: ElementFacts, path = facts.name): readonly (readonly [string, ElementFacts])[] {
  const parts = [...facts.children.values()].flatMap((child) => withParts(child, `${path}/${child.name}`));
  return [[path, facts], ...parts];
}

function checkAttribute(path: string, name: string, facts: AttributeFacts): void {
  const place = `${path}@${name}`;
  assert.equal(facts.name, name);
  assert.match(name, /^[a-z][a-z0-9:-]*$/i, repair(`${place} is no attribute's name`));
  assert.ok(facts.description.trim().length > 0, repair(`${place} needs a description`));
  assert.equal(
    facts.values !== undefined,
    facts.type === "enum",
    repair(`${place}: values go with type enum`),
  );
  assert.equal(new Set(facts.values).size, facts.values?.length ?? 0, repair(`${place} has a value twice`));
  if (facts.min !== undefined || facts.max !== undefined) {
    assert.match(facts.type, /^(integer|number)$/, repair(`${place}: only numbers have bounds`));
    assert.ok((facts.min ?? 0) <= (facts.max ?? Infinity), repair(`${place}: its bounds are crossed`));
    const value = facts.default === undefined ? undefined : Number(facts.default);
    if (value !== undefined) {
      assert.ok(
        value >= (facts.min ?? 0) && value <= (facts.max ?? Infinity),
        repair(`${place}: its default`),
      );
    }
  }
}

function checkElement(path: string, facts: ElementFacts): void {
  assert.ok(facts.min >= 0 && facts.min <= facts.max && facts.max >= 1, repair(`${path}: its occurrences`));
  assert.ok(facts.description.trim().length > 0, repair(`${path} needs a description`));
  if (facts.ordered) assert.ok(facts.children.size > 0, repair(`${path}: nothing to put in order`));
  for (const [name, attribute] of facts.attributes) checkAttribute(path, name, attribute);
  for (const [name, child] of facts.children) assert.equal(child.name, name);
  for (const group of facts.groups) {
    const names = group.exactlyOne ?? group.atLeastOne ?? group.atMostOne ?? [];
    assert.equal(Object.keys(group).length, 1, repair(`${path}: a group says one thing`));
    assert.ok(names.length > 1 && new Set(names).size === names.length, repair(`${path}: a group of one`));
    for (const name of names) {
      assert.notEqual(
        facts.attributes.get(name)?.required,
        true,
        repair(`${path}@${name} is required, not one of`),
      );
    }
  }
}

suite("the facts of every policy", () => {
  for (const name of policyNames) {
    test(name, () => {
      const facts = policy(name);
      assert.ok(facts);
      assert.equal(facts.name, name);
      assert.ok(facts.title.length > 2 && facts.title !== name, repair(`${name} needs a title`));
      if (facts.url !== undefined) {
        assert.match(facts.url, /^https:\/\/learn\.microsoft\.com\/azure\/api-management\/[a-z0-9-]+$/);
      }
      for (const id of commonAttributes.keys()) assert.ok(facts.attributes.has(id));
      for (const [path, element] of withParts(facts)) checkElement(path, element);
    });
  }

  test("titles and pages belong to one policy each", () => {
    const all = policyNames.flatMap((name) => policy(name) ?? []);
    const titles = all.map(({ title }) => title);
    assert.deepEqual(
      titles.filter((title, index) => titles.indexOf(title) !== index),
      [],
    );
  });

  test("a section's policies are those that name it, but for those of resolvers", () => {
    for (const section of sections) {
      const names = policiesIn(section).map(({ name }) => name);
      const wanted = policyNames.filter((name) => policy(name)?.sections?.has(section));
      assert.deepEqual(names, wanted);
      for (const scope of scopes) {
        for (const facts of policiesIn(section, scope)) assert.ok(!facts.scopes || facts.scopes.has(scope));
        assert.ok(policiesIn(section, scope).length > 0);
      }
    }
  });

  test("sections and scopes are told from other words", () => {
    assert.ok(sections.every(isSection) && scopes.every(isScope));
    for (const word of ["", "Inbound", "onerror", "fragment", "policies"]) assert.ok(!isSection(word));
    for (const word of ["", "API", "service", "subscription"]) assert.ok(!isScope(word));
  });

  test("the document's own elements are described", () => {
    for (const name of ["policies", "fragment", "base", ...sections]) {
      assert.ok((documentDescription(name) ?? "").length > 20, name);
    }
    assert.equal(documentDescription("cors"), undefined);
    assert.notEqual(expressionsUrl, errorHandlingUrl);
  });
});

suite("the facts of expressions", () => {
  const signatureForm = /^\w+(<T>)?\(((out )?[\w<>,[\]? ]+ \w+( = \w+)?)?\)$/;
  const check = (owner: string, { name, type, signature, description }: MemberFacts) => {
    assert.match(name, /^[A-Z]\w*$/, `${owner}.${name}`);
    assert.ok(description.length > 3 && type.length > 0, `${owner}.${name} in schemas/expressions.json`);
    if (signature === undefined) return;
    assert.ok(signature.startsWith(name), `${owner}.${signature}`);
    for (const part of signature.split("), "))
      assert.match(part.replaceAll(", ", " , "), /^\w+(<T>)?\(.*\)$/);
    if (!signature.includes(", ")) assert.match(signature, signatureForm);
  };

  for (const name of objectNames) {
    test(name, () => {
      const facts = objectFacts(name);
      assert.ok(facts && facts.name === name && facts.description.length > 3 && facts.members.size > 0);
      for (const [key, member] of facts.members) {
        assert.equal(member.name, key);
        check(name, member);
      }
    });
  }

  test("every object is what some member gives, a text is decoded to, a policy puts into a variable, or the beginning", () => {
    const fromPolicies = ["Authorization"];
    const types = objectNames.flatMap((name) =>
      [...(objectFacts(name)?.members.values() ?? [])].map(({ type }) => type),
    );
    const extended = extensionsOf("string").map(({ type }) => type);
    for (const name of objectNames.filter((each) => each !== contextObject)) {
      const reached = [...types, ...extended, ...fromPolicies].some(
        (type) => type === name || type.includes(`<${name}>`),
      );
      assert.ok(reached, `Nothing leads to ${name} in schemas/expressions.json.`);
    }
  });

  test("every property path from context can be walked, to a depth of four", () => {
    const walk = (path: readonly string[], type: string): number => {
      const members = [...(objectFacts(type)?.members.values() ?? [])];
      if (path.length > 4) return 0;
      return members.reduce((sum, member) => {
        const next = [...path, member.name];
        assert.equal(memberAt(next), member, next.join("."));
        return sum + 1 + walk(next, member.type);
      }, 0);
    };
    assert.ok(walk(["context"], contextObject) > 80);
    assert.equal(memberAt([]), undefined);
    assert.equal(memberAt(["context"]), undefined);
    assert.equal(memberAt(["context", "Request", "Method", "Length"]), undefined);
  });

  test("extension methods stand on types that are reached", () => {
    for (const type of ["string", "byte[]", "X509Certificate2"]) {
      assert.ok(extensionsOf(type).length > 0);
      for (const method of extensionsOf(type)) check(type, method);
    }
    assert.deepEqual(extensionsOf("int"), []);
  });

  test("types are named once each in full, and members are names", () => {
    const names = netTypes.map(({ fullName }) => fullName);
    assert.equal(new Set(names).size, names.length);
    for (const { fullName, name, description, members } of netTypes) {
      assert.match(name, /^\w+$/, fullName);
      assert.ok(fullName.includes(name) && description.length > 0, fullName);
      assert.ok(members === undefined || members.length > 0, `${fullName}: leave members out to allow all`);
    }
  });
});

suite("the facts of tokens", () => {
  test("algorithms are of one kind each", () => {
    for (const name of asymmetricAlgorithms) assert.match(name, /^(RS|PS|ES)(256|384|512)$/);
    for (const name of symmetricAlgorithms) assert.match(name, /^HS(256|384|512)$/);
    assert.equal(minimumSecretBytes * 8, 256);
    assert.ok(largestSensibleClockSkew >= 60);
  });

  test("refusals come in the order of the checks, each once", () => {
    const reasons = refusalReasons.map(({ reason }) => reason);
    assert.equal(new Set(reasons).size, reasons.length);
    const before = (one: string, other: string) => assert.ok(reasons.indexOf(one) < reasons.indexOf(other));
    before("TokenNotPresent", "TokenSignatureInvalid");
    before("TokenSignatureInvalid", "TokenExpired");
    before("TokenExpired", "TokenAudienceNotAllowed");
    before("TokenClaimNotFound", "TokenClaimValueNotAllowed");
    for (const { meaning } of refusalReasons) assert.match(meaning, /^[A-Z`].+\.$/);
  });

  test("what Auth0 has in the place of foreign claims is a claim of Auth0, and theirs are none", () => {
    const own = accessTokenClaims.map(({ name }) => name);
    for (const [foreign, instead] of foreignClaims) {
      assert.ok(!own.includes(foreign), foreign);
      if (instead !== undefined) assert.ok(own.includes(instead), instead);
    }
  });

  const hosts: readonly (readonly [host: string, isTenant: boolean])[] = [
    ...auth0Regions.map((region) => [`tenant.${region}.auth0.com`, true] as const),
    ["tenant.auth0.com", true],
    ["a.auth0.com", true],
    ["my-tenant-1.eu-2.auth0.com", true],
    ["tenant.prod.us.auth0.com", true],
    ["TENANT.EU.AUTH0.COM", true],
    ["-tenant.eu.auth0.com", false],
    ["tenant-.eu.auth0.com", false],
    ["a.b.c.d.auth0.com", false],
    ["tenant.eu.auth0.com.", false],
    ["tenant.eu.auth0.com/", false],
    ["https://tenant.eu.auth0.com", false],
    ["tenant.eu.auth0.com:443", false],
    ["tenant.eu.auth0.org", false],
    ["tenant.eu.notauth0.com", false],
    ["ten_ant.eu.auth0.com", false],
    [" tenant.eu.auth0.com", false],
    [`${"x".repeat(250)}.auth0.com`, false],
  ];
  for (const [host, isTenant] of hosts) {
    test(`${host.slice(0, 40)} is ${isTenant ? "a" : "no"} tenant's host`, () => {
      assert.equal(isAuth0Domain(host), isTenant);
    });
  }

  test("the discovery path is that of the standard", () => {
    assert.equal(wellKnownPath, "/.well-known/openid-configuration");
  });
});
