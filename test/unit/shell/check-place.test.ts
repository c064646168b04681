import assert from "node:assert/strict";
import { usualPolicy } from "../../../src/workflows/secure-api/choices.ts";
import {
  type CheckPlace,
  readSecureApi,
  type SecureApiChoices,
  suggestSecureApi,
} from "../../../src/workflows/secure-api.ts";
import { azureWithCalculator, basicCalculator, InMemoryAuth0Cloud } from "../../support/in-memory/index.ts";
import { person } from "../../support/vscode/index.ts";

const { placeQuestions } = await import("../../../src/shell/commands/check-place-questions.ts");
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
