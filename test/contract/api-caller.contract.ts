import assert from "node:assert/strict";
import { setup, suite, test } from "mocha";
import type { ApiCall, ApiCaller } from "../../src/domain/azure-cloud.ts";
import { failsWith } from "../support/failing.ts";

/** How to get an implementation of the port, and what there is to call. */
export interface ApiCallerHarness {
  open(): Promise<ApiCaller>;
  /** Answered with 401 and a text in JSON that names the subscription key. */
  refused(): ApiCall;
  /** Answered with 200 and `3`. */
  accepted(): Promise<ApiCall>;
  /** Nobody answers. */
  unanswered(): ApiCall;
}

/** What every implementation of `ApiCaller` does. */
export function testApiCaller(name: string, harness: ApiCallerHarness): void {
  suite(`ApiCaller: ${name}`, () => {
    const { signal } = new AbortController();
    let caller: ApiCaller;

    setup(async () => {
      caller = await harness.open();
    });

    test("a refusal is an answer", async () => {
      const answer = await caller.call(harness.refused(), signal);
      assert.equal(answer.status, 401);
      assert.match(answer.body, /subscription key/);
      assert.match(answer.headers["content-type"] ?? "", /json/);
    });

    test("gives the body and the time it took", async () => {
      const answer = await caller.call(await harness.accepted(), signal);
      assert.equal(answer.status, 200);
      assert.match(answer.body, /3/);
      assert.ok(answer.milliseconds > 0);
    });

    test("says that nobody answers", async () => {
      await failsWith("unreachable", caller.call(harness.unanswered(), signal));
    });

    test("an aborted call is cancelled", async () => {
      const controller = new AbortController();
      controller.abort();
      await failsWith("cancelled", caller.call(harness.refused(), controller.signal));
    });
  });
}
