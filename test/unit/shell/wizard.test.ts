import assert from "node:assert/strict";
import "../../support/vscode/install.ts";

const { commands, person } = await import("../../support/vscode/index.ts");
const { Failure } = await import("../../../src/core/failure.ts");
const prompts = await import("../../../src/shell/prompts.ts");
const { askText, pick, required } = prompts;
const { runWizard } = await import("../../../src/shell/wizard.ts");
type WizardStep<T> = import("../../../src/shell/wizard.ts").WizardStep<T>;

interface Order {
  readonly drink: string;
  readonly size: string;
  readonly name: string;
}

const nothing: Order = { drink: "", size: "", name: "" };

const questions: WizardStep<Order>[] = [
  {
    ask: async (state, frame) => {
      const drink = await pick({
        ...frame,
        placeholder: "Which drink?",
        options: ["tea", "coffee"].map((label) => ({ label, value: label, picked: label === "coffee" })),
      });
      return drink === prompts.back ? prompts.back : { ...state, drink };
    },
  },
  {
    skip: ({ drink }) => drink === "tea",
    ask: async (state, frame) => {
      const size = await askText({ ...frame, prompt: "Size?", value: "small" });
      return size === prompts.back ? prompts.back : { ...state, size };
    },
  },
  {
    ask: async (state, frame) => {
      const name = await askText({ ...frame, prompt: "Name?", validate: required });
      return name === prompts.back ? prompts.back : { ...state, name };
    },
  },
];

suite("a wizard", () => {
  setup(() => person.reset());

  test("asks one question after the other; Enter takes what is suggested", async () => {
    person.moves = ["enter", "enter", { type: "Kim" }];
    assert.deepEqual(await runWizard("Order", questions, nothing), {
      drink: "coffee",
      size: "small",
      name: "Kim",
    });
    assert.deepEqual(
      person.prompts.map(({ text, step, totalSteps }) => [text, step, totalSteps]),
      [
        ["Which drink?", 1, undefined],
        ["Size?", 2, undefined],
        ["Name?", 3, undefined],
      ],
    );
  });

  test("leaves out a question that an answer has made pointless", async () => {
    person.moves = [{ pick: "tea" }, { type: "Kim" }];
    assert.deepEqual(await runWizard("Order", questions, nothing), { drink: "tea", size: "", name: "Kim" });
    assert.equal(person.prompts.at(-1)?.step, 2);
  });

  test("goes back to the question before, past those left out, with the answers of before", async () => {
    person.moves = [
      { pick: "tea" },
      "back",
      { pick: "coffee" },
      { type: "big" },
      "back",
      "enter",
      { type: "Kim" },
    ];
    const order = await runWizard("Order", questions, nothing);
    assert.deepEqual(order, { drink: "coffee", size: "big", name: "Kim" });
    assert.deepEqual(
      person.prompts.map(({ text }) => text),
      ["Which drink?", "Name?", "Which drink?", "Size?", "Name?", "Size?", "Name?"],
    );
  });

  test("is cancelled by Esc", async () => {
    person.moves = ["enter", "escape"];
    await assert.rejects(runWizard("Order", questions, nothing), { code: "cancelled" });
  });

  test("does not take a text that its question refuses", async () => {
    person.moves = [{ pick: "tea" }, { type: "  " }];
    await assert.rejects(runWizard("Order", questions, nothing), { code: "cancelled" });
    assert.equal(person.complaint, "This is needed.");
  });

  test("what answers without asking has no number, no total stands beside the others, and Back goes past it", async () => {
    const [drink, , name] = questions;
    assert.ok(drink && name);
    const size: WizardStep<Order> = {
      mayAskNothing: true,
      ask: async (state) => ({ ...state, size: "one" }),
    };
    person.moves = [{ pick: "tea" }, "back", { pick: "coffee" }, { type: "Kim" }];
    const order = await runWizard("Order", [drink, size, name], nothing);
    assert.deepEqual(order, { drink: "coffee", size: "one", name: "Kim" });
    assert.deepEqual(
      person.prompts.map(({ text, step, totalSteps }) => [text, step, totalSteps]),
      [
        ["Which drink?", 1, undefined],
        ["Name?", 2, undefined],
        ["Which drink?", 1, undefined],
        ["Name?", 2, undefined],
      ],
    );
  });

  suite("a question that fails", () => {
    const gone = new Failure("unreachable", "The menu cannot be read.", { remedy: "Ask again." });

    /** The last question fails so many times first. */
    function failing(times: number, failure = gone) {
      let left = times;
      const [drink, size, name] = questions;
      assert.ok(drink && size && name);
      const fails: WizardStep<Order> = {
        ask: async (state, frame) => {
          left -= 1;
          if (left >= 0) throw failure;
          return name.ask(state, frame);
        },
      };
      return [drink, size, fails];
    }

    test("is asked again, and no answer is lost", async () => {
      person.moves = ["enter", { type: "big" }, { type: "Kim" }];
      person.presses = ["Try Again"];
      const order = await runWizard("Order", failing(1), nothing);
      assert.deepEqual(order, { drink: "coffee", size: "big", name: "Kim" });
      const { text, detail, modal, buttons } = person.messages[0] ?? {};
      assert.deepEqual(
        [text, detail, modal, buttons],
        ["The menu cannot be read.", "Ask again.", true, ["Try Again", "Go Back"]],
      );
    });

    test("leads back to the question before", async () => {
      person.moves = ["enter", { type: "big" }, { type: "bigger" }, { type: "Kim" }];
      person.presses = ["Go Back"];
      const order = await runWizard("Order", failing(1), nothing);
      assert.deepEqual(order, { drink: "coffee", size: "bigger", name: "Kim" });
    });

    test("offers what mends it, and is asked again then", async () => {
      const signedOut = new Failure("unauthorized", "You are signed out.", { signIns: ["azure"] });
      person.moves = ["enter", "enter", { type: "Kim" }];
      person.presses = ["Sign In to Azure"];
      await runWizard("Order", failing(1, signedOut), nothing);
      assert.deepEqual(person.messages[0]?.buttons, ["Sign In to Azure", "Try Again", "Go Back"]);
      assert.equal(commands.executed.at(-1)?.id, "auth0Apim.signInToAzure");
    });

    test("ends the wizard when the person gives up, and the log says why", async () => {
      person.moves = ["enter", "enter"];
      await assert.rejects(runWizard("Order", failing(1), nothing), { code: "cancelled", cause: gone });
    });
  });

  test("the first question has no way back", async () => {
    person.moves = [{ pick: "tea" }, "back", "escape"];
    await assert.rejects(runWizard("Order", questions, nothing), { code: "cancelled" });
    assert.equal(person.prompts[2]?.step, 1);
  });
});
