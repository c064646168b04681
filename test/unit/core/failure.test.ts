import assert from "node:assert/strict";
import { DisposableStore } from "../../../src/core/disposal.ts";
import { Failure, isCancelled, throwIfCancelled, toFailure } from "../../../src/core/failure.ts";

suite("giving up", () => {
  test("is known in all its forms: ours, the platform's and the editor's", () => {
    const canceled = Object.assign(new Error("Canceled"), { name: "Canceled" });
    const forms = [new Failure("cancelled", "Cancelled."), new DOMException("x", "AbortError"), canceled];
    assert.deepEqual(forms.map(isCancelled), [true, true, true]);
    assert.equal(isCancelled(new Error("Canceled")), false);
  });
});

suite("failures", () => {
  test("the text for a person has message and remedy", () => {
    const failure = new Failure("forbidden", "No right to read contoso-apim.", {
      remedy: "Ask for the Reader role.",
    });
    assert.equal(failure.text, "No right to read contoso-apim. Ask for the Reader role.");
    assert.equal(new Failure("not-found", "Gone.").text, "Gone.");
  });

  test("an abort is a cancel, wherever it was thrown", () => {
    const controller = new AbortController();
    controller.abort();
    assert.throws(() => throwIfCancelled(controller.signal), isCancelled);
    assert.ok(isCancelled(controller.signal.reason));
    assert.equal(toFailure(controller.signal.reason).code, "cancelled");
  });

  test("what nobody translated is internal, keeps its cause and says where to look", () => {
    const cause = new TypeError("x is not a function");
    const failure = toFailure(cause);
    assert.equal(failure.code, "internal");
    assert.equal(failure.cause, cause);
    assert.match(failure.text, /Show Log/);
  });

  test("a failure stays the failure it is", () => {
    const failure = new Failure("rejected", "No.");
    assert.equal(toFailure(failure), failure);
  });
});

suite("disposal", () => {
  test("lets go of the last first, and of all even when one throws", () => {
    const order: string[] = [];
    const store = new DisposableStore();
    store.add({ dispose: () => void order.push("first") });
    store.add({
      dispose: () => {
        throw new Error("stuck");
      },
    });
    store.add({ dispose: () => void order.push("last") });
    assert.throws(() => store.dispose(), AggregateError);
    assert.deepEqual(order, ["last", "first"]);
    store.dispose();
    assert.equal(order.length, 2);
  });
});
