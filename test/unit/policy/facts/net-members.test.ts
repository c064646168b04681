import assert from "node:assert/strict";
import rows from "../../../../schemas/expressions-net.json" with { type: "json" };
import { netTypes, objectNames } from "../../../../src/policy/facts/expressions.ts";
import {
  commonName,
  instanceMembers,
  itemType,
  type NetMember,
  netType,
  staticMembers,
  typeAliases,
} from "../../../../src/policy/facts/net-members.ts";
import { readType, typeArguments } from "../../../../src/policy/facts/type-name.ts";

const names = (members: readonly NetMember[]) => members.map(({ name }) => name);
const statics = (type: string) => {
  const found = netType(type);
  assert.ok(found, type);
  return names(staticMembers(found));
};
const member = (type: string, name: string) => instanceMembers(type).find((each) => each.name === name);

suite("members of .NET types", () => {
  test("a type has static members, its values have others", () => {
    assert.ok(statics("string").includes("IsNullOrEmpty") && !statics("string").includes("Length"));
    assert.ok(names(instanceMembers("string")).includes("Length"));
    assert.ok(!names(instanceMembers("string")).includes("IsNullOrEmpty"));
  });

  test("a type that has only some members allowed has these and no others", () => {
    for (const type of netTypes.filter(({ members }) => members)) {
      const own = Object.keys(ownDeclarations(type.fullName)).map(nameIn);
      const allowed = type.members?.map((name) => (name === "Item" ? "this" : name)) ?? [];
      assert.deepEqual([...new Set(own)].sort(), [...allowed].sort(), type.fullName);
    }
  });

  test("only allowed types have members, and extend types that have some", () => {
    for (const [fullName, row] of Object.entries(rows.types)) {
      assert.ok(
        netTypes.some((type) => type.fullName === fullName),
        `${fullName} in schemas/expressions-net.json is not in schemas/expressions.json.`,
      );
      for (const base of "extends" in row ? row.extends : []) {
        assert.ok(netType(readType(base).name), `${fullName} extends ${base}, which is not allowed.`);
      }
    }
  });

  test("every declaration is understood, and says something of its own", () => {
    for (const type of netTypes) {
      const all = [...staticMembers(type), ...instanceMembers(type.fullName)];
      for (const { name, type: result, signature, overloads = [], description } of all) {
        assert.match(name, /^(?:[A-Z]\w*|this)$/, type.fullName);
        assert.ok(result !== "" && !result.startsWith("static"), `${type.fullName}.${name}`);
        for (const each of signature === undefined ? [] : [signature, ...overloads]) {
          assert.match(each, /^\w+(?:<\w+>)?(?:\(.*\)|\[.+\])$/, type.fullName);
          assert.equal(each.split("<").length, each.split(">").length, `${type.fullName}.${each}`);
        }
        assert.match(description, /\.$/);
      }
    }
  });

  test("an overload of the same parameters is written once", () => {
    for (const type of netTypes) {
      const ways = Object.keys(ownDeclarations(type.fullName)).filter((each) => each.includes(" | "));
      for (const way of ways) {
        const lists = way.slice(way.search(/[([]/)).split(" | ");
        assert.equal(new Set(lists).size, lists.length, `${type.fullName}: ${way}`);
      }
    }
  });

  test("what C# calls by a word of its own is found by both", () => {
    assert.equal(netType("string")?.fullName, "System.String");
    assert.equal(netType("String"), netType("string"));
    assert.equal(commonName("Int32"), "int");
    assert.equal(commonName("int"), "int");
    assert.equal(commonName("JObject"), "JObject");
    assert.equal(typeAliases.size, 14);
    for (const [alias, type] of typeAliases) assert.equal(commonName(type.name), alias);
  });

  test("generic types are filled in, also where they extend another", () => {
    assert.equal(member("Dictionary<string, List<int>>", "this")?.type, "List<int>");
    assert.equal(member("Dictionary<string, int>", "First")?.type, "KeyValuePair<string, int>");
    assert.equal(member("IReadOnlyDictionary<string, object>", "Keys")?.type, "IEnumerable<string>");
    assert.equal(
      member("Dictionary<string, int>", "TryGetValue")?.signature,
      "TryGetValue(string key, out int value)",
    );
    assert.equal(member("string[]", "this")?.type, "string");
    assert.equal(member("DateTime?", "Value")?.type, "DateTime");
    assert.equal(member("List", "this")?.type, "T");
  });

  test("a type has the members of those that it extends", () => {
    assert.equal(member("HMACSHA256", "ComputeHash")?.type, "byte[]");
    assert.equal(member("JArray", "SelectToken")?.type, "JToken");
    assert.equal(member("XElement", "Elements")?.type, "IEnumerable<XElement>");
    assert.equal(member("Match", "Value")?.type, "string");
    assert.deepEqual(instanceMembers("Nobody"), []);
  });

  test("sequences know what they consist of", () => {
    const examples: Readonly<Record<string, string | undefined>> = {
      "IEnumerable<string>": "string",
      "IList<int>": "int",
      "byte[]": "byte",
      string: "char",
      JArray: "JToken",
      JObject: "KeyValuePair<string, JToken>",
      "Dictionary<string, int>": "KeyValuePair<string, int>",
      int: undefined,
      Nobody: undefined,
    };
    for (const [type, item] of Object.entries(examples)) assert.equal(itemType(type), item, type);
  });

  test("there are no queries over what is several sequences at once", () => {
    assert.ok(!member("JObject", "Select") && !member("JObject", "FirstOrDefault"));
    assert.ok(member("JToken", "Select") && member("JArray", "FirstOrDefault") && member("JObject", "First"));
  });

  test("enumerations have values", () => {
    assert.ok(statics("StringComparison").includes("OrdinalIgnoreCase"));
    assert.deepEqual(statics("DateTimeKind"), ["Utc"]);
    const found = netType("JTokenType");
    assert.ok(found && staticMembers(found).every(({ type }) => type === "JTokenType"));
  });

  test("the types of people's policies have members", () => {
    const used =
      "String Convert DateTime Guid JObject JArray WebUtility Encoding Regex Uri Math Random TimeSpan";
    for (const name of used.split(" ")) {
      const members = [...statics(name), ...instanceMembers(name)];
      assert.ok(members.length > 2, name);
    }
  });

  test("an object of the gateway that is called like a .NET type is told from it", () => {
    const same = objectNames.filter((name) => netType(name));
    assert.deepEqual(same, ["Group"]);
  });
});

suite("names of types", () => {
  const examples: readonly (readonly [string, string, readonly string[]])[] = [
    ["string", "string", []],
    ["System.Text.Encoding", "Encoding", []],
    ["string[]", "Array", ["string"]],
    ["string[][]", "Array", ["string[]"]],
    ["int?", "Nullable", ["int"]],
    ["List<string>", "List", ["string"]],
    ["Dictionary<string, List<int>>", "Dictionary", ["string", "List<int>"]],
    ["System.Collections.Generic.IList<A.B>", "IList", ["A.B"]],
    ["List<string", "List", []],
    ["", "", []],
  ];
  for (const [text, name, list] of examples) {
    test(`"${text}"`, () => assert.deepEqual(readType(text), { name, arguments: list }));
  }

  test("type arguments end with their bracket", () => {
    assert.deepEqual(typeArguments("Any(Func<A<B, C>, bool> f, D<E> g)", 8), ["A<B, C>", "bool"]);
    assert.deepEqual(typeArguments("x<>", 1), [""]);
  });
});

function ownDeclarations(fullName: string): Readonly<Record<string, string>> {
  const row: object = Object.entries(rows.types).find(([name]) => name === fullName)?.[1] ?? {};
  const lists = Object.entries(row).filter(([key]) => key === "members" || key === "values");
  return Object.assign({}, ...lists.map(([, list]) => list));
}

function nameIn(declaration: string): string {
  return /(\w+)(?:<\w+>)?(?:\(.*\)|\[[^\]].*)?$/.exec(declaration)?.[1] ?? "";
}
