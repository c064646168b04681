import assert from "node:assert/strict";
import { usualPolicy } from "../../../src/workflows/secure-api/choices.ts";
import {
  type CheckPlace,
  readSecureApi,
  type SecureApiChoices,
  suggestSecureApi,
} from "../../../src/workflows/secure-api.ts";
import { azureWithCalculator, basicCalculator, InMemoryAuth0Cloud } from "../../support/in-memory/index.ts";
import { person, Uri, window, workspace } from "../../support/vscode/index.ts";

const { placeQuestions } = await import("../../../src/shell/commands/check-place-questions.ts");
const { operationScopesQuestion } = await import("../../../src/shell/commands/operation-scopes-question.ts");
const { runWizard } = await import("../../../src/shell/wizard.ts");

/** The place that is chosen by these moves, beginning with `place`. */
async function placeAfter(moves: typeof person.moves, place: CheckPlace = { kind: "api" }) {
  const azure = azureWithCalculator();
  const state = azure.instance(basicCalculator.instance);
  state.products = [{ id: "partners", productId: "partners", displayName: "Partners" }];
  state.productsOfApis.set(basicCalculator.apiId, ["partners"]);
  const { signal } = new AbortController();
  const snapshot = await readSecureApi({ auth0: new InMemoryAuth0Cloud(), azure }, basicCalculator, signal);
  const suggested = suggestSecureApi(snapshot);
  const initial: SecureApiChoices = { ...suggested, policy: { ...usualPolicy, place } };
  person.moves = [...moves];
  return (await runWizard("Secure", placeQuestions(snapshot), initial)).policy.place;
}

suite("where the check is put, as it is asked", () => {
  setup(() => person.reset());

  test("the API is suggested, and each other place says what it means", async () => {
    assert.deepEqual(await placeAfter(["enter"]), { kind: "api" });
    assert.deepEqual(
      person.prompts[0]?.lines?.map((line) => line.replace(/^\$\([\w-]+\) /, "")),
      [
        "This API",
        "Some of Its Operations…",
        "A Fragment for Several APIs…",
        "Product “Partners”",
        "All APIs",
      ],
    );
    assert.match(person.prompts[0]?.details?.[3]?.[1] ?? "", /other keys lead past the check/);
  });

  test("a product, and all APIs, are chosen at once", async () => {
    const product = { kind: "product", productId: "partners" };
    assert.deepEqual(await placeAfter([{ pick: "Product “Partners”" }]), product);
    assert.deepEqual(await placeAfter([{ pick: "All APIs" }]), { kind: "global" });
  });

  test("operations are ticked; with none of them it says so and asks again", async () => {
    person.presses = ["Try Again"];
    const place = await placeAfter([{ pick: "Some of Its Operations…" }, { pick: [] }, { pick: ["add"] }]);
    assert.deepEqual(place, { kind: "operations", operationIds: ["add"] });
    assert.match(person.heard, /No operation is ticked/);
  });

  test("what was ticked and typed survives a change of mind", async () => {
    const place = await placeAfter([
      { pick: "Some of Its Operations…" },
      "back",
      { pick: "A Fragment for Several APIs…" },
      { type: "auth0-shared" },
    ]);
    assert.deepEqual(place, { kind: "fragment", fragmentId: "auth0-shared" });
    const before: CheckPlace = { kind: "operations", operationIds: ["subtract"] };
    assert.deepEqual(await placeAfter(["enter", "enter"], before), before);
  });

  test("a fragment has an id of the API, and one that policies cannot name is refused where it is typed", async () => {
    assert.deepEqual(await placeAfter([{ pick: "A Fragment for Several APIs…" }, "enter"]), {
      kind: "fragment",
      fragmentId: "auth0-basic-calculator",
    });
    await assert.rejects(placeAfter([{ pick: "A Fragment for Several APIs…" }, { type: "a b" }, "escape"]));
    assert.match(person.complaint ?? "", /letters, digits, underlines and dashes/);
  });
});

suite("which scopes operations need, as it is asked", () => {
  setup(() => person.reset());

  async function scopesAfter(moves: typeof person.moves) {
    const { signal } = new AbortController();
    const clouds = { auth0: new InMemoryAuth0Cloud(), azure: azureWithCalculator() };
    const snapshot = await readSecureApi(clouds, basicCalculator, signal);
    person.moves = [...moves];
    const steps = [...placeQuestions(snapshot), operationScopesQuestion(snapshot)];
    return (await runWizard("Secure", steps, suggestSecureApi(snapshot))).policy.operationScopes;
  }

  test("none, by Enter", async () => {
    assert.deepEqual(await scopesAfter(["enter", "enter"]), []);
  });

  test("those of the methods at once, and one of them changed", async () => {
    assert.deepEqual(
      await scopesAfter([
        "enter",
        { pick: "By Method" },
        { pick: "add" },
        { type: "sum:all see:all" },
        "enter",
      ]),
      [
        { operationId: "subtract", scopes: ["read:basic-calculator"] },
        { operationId: "add", scopes: ["sum:all", "see:all"] },
      ],
    );
  });

  test("what was typed survives going back, and is taken away by an empty text", async () => {
    const typed = [{ pick: "add" }, { type: "sum:all" }] as const;
    assert.deepEqual(await scopesAfter(["enter", ...typed, "back", "enter", "enter"]), [
      { operationId: "add", scopes: ["sum:all"] },
    ]);
    assert.deepEqual(await scopesAfter(["enter", ...typed, { pick: "add" }, { type: "" }, "enter"]), []);
    assert.deepEqual(await scopesAfter(["enter", ...typed, { pick: "subtract" }, "back", "enter"]), [
      { operationId: "add", scopes: ["sum:all"] },
    ]);
  });

  test("what Auth0 takes for no scope is refused where it is typed", async () => {
    await assert.rejects(scopesAfter(["enter", { pick: "add" }, { type: 'a"b' }, "escape"]));
    assert.match(person.complaint ?? "", /cannot be a scope/);
  });

  suite("from the description of the API", () => {
    const path = "/work/calc.json";
    const document = (paths: object) => ({
      openapi: "3.0.3",
      info: { title: "Calc", version: "1" },
      paths,
      components: { securitySchemes: { oauth: { type: "oauth2", flows: {} } } },
    });
    const add = { "/add": { get: { responses: {}, security: [{ oauth: ["sum:all"] }] } } };

    setup(() => {
      window.opens = Uri.file(path);
    });
    teardown(() => {
      window.opens = undefined;
      workspace.contents.clear();
    });

    test("what its security asks for fills the table, which says where that comes from", async () => {
      workspace.contents.set(path, JSON.stringify(document(add)));
      assert.deepEqual(await scopesAfter(["enter", { pick: "From an OpenAPI File…" }, "enter"]), [
        { operationId: "add", scopes: ["sum:all"] },
      ]);
      const told = JSON.stringify(person.prompts.at(-1));
      assert.match(told, /calc\.json describes 1 of 2 operations, and asks for scopes of 1/);
    });

    test("one of another API is refused, and the table stays", async () => {
      workspace.contents.set(path, JSON.stringify(document({ "/other": add["/add"] })));
      const typed = [{ pick: "add" }, { type: "see:all" }] as const;
      assert.deepEqual(await scopesAfter(["enter", ...typed, { pick: "From an OpenAPI File…" }, "enter"]), [
        { operationId: "add", scopes: ["see:all"] },
      ]);
      assert.match(JSON.stringify(person.messages), /calc\.json describes no operation of this API/);
    });

    test("none that is chosen changes nothing", async () => {
      window.opens = undefined;
      assert.deepEqual(await scopesAfter(["enter", { pick: "From an OpenAPI File…" }, "enter"]), []);
    });
  });
});
