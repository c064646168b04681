import assert from "node:assert/strict";
import type { Disposable } from "../../../src/core/disposal.ts";
import { contoso, shellInMemory } from "../../support/shell.ts";
import { window } from "../../support/vscode/index.ts";

const { watchTokenExpiry } = await import("../../../src/shell/session/watch-token-expiry.ts");
const { tokenEnd } = await import("../../../src/shell/account-label.ts");

const day = 24 * 60 * 60 * 1000;

/** A clock that tests put forward; what is due runs then. */
function clockAt(start: number) {
  let now = start;
  const due: { at: number; action: () => void }[] = [];
  return {
    now: () => now,
    due,
    after(milliseconds: number, action: () => void): Disposable {
      assert.ok(milliseconds < 2 ** 31, "a timer that waits longer is over at once");
      const one = { at: now + milliseconds, action };
      due.push(one);
      return {
        dispose: () => {
          if (due.includes(one)) due.splice(due.indexOf(one), 1);
        },
      };
    },
    /** Without its timers, as while a machine sleeps, when `asleep`. */
    pass(milliseconds: number, asleep = false) {
      const end = now + milliseconds;
      for (;;) {
        const [next] = asleep
          ? []
          : due.filter(({ at }) => at <= end).sort((one, other) => one.at - other.at);
        if (!next) break;
        due.splice(due.indexOf(next), 1);
        now = Math.max(now, next.at);
        next.action();
      }
      now = end;
    },
  };
}

suite("pasted tokens that expire", () => {
  let watching: Disposable[] = [];
  teardown(() => {
    for (const one of watching) one.dispose();
  });

  async function watched(...ends: readonly number[]) {
    const { accounts } = shellInMemory();
    for (const [index, end] of ends.entries())
      await accounts.connectTenant(
        { ...contoso, domain: `t${index}.auth0.com`, way: { kind: "token", expiresAt: end / 1000 } },
        "token",
      );
    const clock = clockAt(0);
    const told: number[] = [];
    watching = watchTokenExpiry(accounts, () => told.push(clock.now()), clock);
    return { accounts, clock, told };
  }

  test("are told when they do, each once, by one timer", async () => {
    const { clock, told } = await watched(2 * day, day);
    assert.equal(clock.due.length, 1);
    clock.pass(10 * day);
    assert.deepEqual(told, [day, 2 * day]);
    assert.equal(clock.due.length, 0);
  });

  test("are told in weeks, too", async () => {
    const { clock, told } = await watched(60 * day);
    clock.pass(60 * day);
    assert.deepEqual(told, [60 * day]);
  });

  test("of a tenant that is connected later, or disconnected, count from then on or not at all", async () => {
    const { accounts, clock, told } = await watched(day);
    const way = { kind: "token", expiresAt: 60 } as const;
    await accounts.connectTenant({ ...contoso, way }, "token");
    clock.pass(61_000);
    assert.deepEqual(told, [60_000]);
    for (const one of accounts.tenants.all()) await accounts.disconnectTenant(one);
    assert.equal(clock.due.length, 0);
    clock.pass(2 * day);
    assert.deepEqual(told, [60_000]);
  });

  test("while the machine slept are told when the window has the focus again", async () => {
    const { clock, told } = await watched(day);
    clock.pass(2 * day, true);
    window.stateChanged.fire({ focused: false });
    assert.deepEqual(told, []);
    window.stateChanged.fire({ focused: true });
    window.stateChanged.fire({ focused: true });
    assert.deepEqual(told, [2 * day]);
  });

  test("leave no timer behind", async () => {
    const { clock } = await watched(day);
    for (const one of watching) one.dispose();
    assert.equal(clock.due.length, 0);
  });

  test("say on the tooltip of their tenant when that is, and what to do then", () => {
    const way = { kind: "token", expiresAt: 60 } as const;
    const moment = new Date(60_000).toLocaleString();
    assert.equal(tokenEnd({ way }, 0), `Its token is good until ${moment}, and cannot be renewed.`);
    assert.equal(
      tokenEnd({ way }, 60_000),
      `Its token expired at ${moment}. Connect it again with another one.`,
    );
    assert.equal(
      tokenEnd({ way: { kind: "token" } }, 0),
      "Signed in to with a token, which cannot be renewed.",
    );
    assert.equal(tokenEnd({}, 0), undefined);
  });
});
