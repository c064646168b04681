import assert from "node:assert/strict";
import {
  extensionsOf,
  memberAt,
  netTypes,
  objectFacts,
  objectNames,
} from "../../../../src/policy/facts/expressions.ts";

suite("what expressions may use", () => {
  test("members are found along a path from context", () => {
    assert.equal(memberAt(["context", "Request", "OriginalUrl", "Host"])?.type, "string");
    assert.equal(memberAt(["context", "LastError", "Reason"])?.type, "string");
    assert.equal(memberAt(["context", "Requst"]), undefined);
    assert.equal(memberAt(["request"]), undefined);
  });

  test("a method has a signature", () => {
    assert.match(memberAt(["context", "Variables", "GetValueOrDefault"])?.signature ?? "", /defaultValue/);
  });

  test("strings can be read as tokens", () => {
    assert.deepEqual(
      extensionsOf("string").map((method) => method.name),
      ["AsBasic", "TryParseBasic", "AsJwt", "TryParseJwt"],
    );
  });

  test("types are known by their short name, with their allowed members", () => {
    const find = (name: string) => netTypes.find((type) => type.name === name);
    assert.equal(find("JObject")?.fullName, "Newtonsoft.Json.Linq.JObject");
    assert.equal(find("Dictionary")?.fullName, "System.Collections.Generic.Dictionary<TKey, TValue>");
    assert.ok(find("Regex")?.members?.includes("IsMatch"));
    assert.equal(find("File"), undefined);
  });

  test("the type of a member of context is an object of the file or a .NET type", () => {
    const context = objectFacts("Context");
    for (const member of context?.members.values() ?? []) {
      const described =
        objectNames.includes(member.type) ||
        /^(TimeSpan|Guid|DateTime|bool|void|IGraphQLDataObject)$/.test(member.type);
      assert.ok(
        described,
        `Describe the type ${member.type} of context.${member.name} in schemas/expressions.json.`,
      );
    }
  });
});
