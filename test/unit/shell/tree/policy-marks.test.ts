import assert from "node:assert/strict";
import { Failure } from "../../../../src/core/failure.ts";
import type { PolicyLevel, StoredPolicy } from "../../../../src/domain/apim.ts";
import { contosoApim } from "../../../support/in-memory/index.ts";
import "../../../support/vscode/install.ts";

const { PolicyMarks } = await import("../../../../src/shell/tree/policy-marks.ts");

const level = (operationId: string): PolicyLevel => ({
  kind: "operation",
  instance: contosoApim,
  apiId: "calc",
  operationId,
});

/** A cloud in which the operations of `own` have policies, and whoever asks for `forbidden` is refused. */
function marksWith(own: Set<string>, forbidden = "") {
  const marks = new PolicyMarks();
  const cloud = {
    reads: [] as string[],
    atOnce: 0,
    most: 0,
    async readPolicy(of: PolicyLevel): Promise<StoredPolicy | undefined> {
      assert.ok(of.kind === "operation");
      cloud.reads.push(of.operationId);
      cloud.atOnce += 1;
      cloud.most = Math.max(cloud.most, cloud.atOnce);
      await new Promise((resolve) => setImmediate(resolve));
      cloud.atOnce -= 1;
      if (of.operationId === forbidden) throw new Failure("forbidden", "No right.");
      return own.has(of.operationId) ? { level: of, text: "", etag: "1" } : undefined;
    },
  };
  const told: string[] = [];
  const next = () =>
    new Promise<void>((resolve) => {
      const listener = marks.onDidChange((list) => {
        told.push(list);
        listener.dispose();
        resolve();
      });
    });
  const want = (id: string, list = "list") => marks.want({ cloud, level: level(id), list });
  const of = (id: string) => marks.of(level(id));
  return { marks, cloud, told, next, want, of };
}

suite("what rows say of policies", () => {
  test("own or inherited, read a few at once, and told once for a list", async () => {
    const { cloud, told, next, want, of } = marksWith(new Set(["3"]));
    const ready = next();
    for (let id = 0; id < 30; id += 1) want(String(id));
    assert.equal(of("3"), undefined);
    await ready;
    assert.deepEqual([of("3"), of("4")], ["own", "inherited"]);
    assert.equal(cloud.reads.length, 30);
    assert.ok(cloud.most <= 4, String(cloud.most));
    assert.deepEqual(told, ["list"]);
  });

  test("nothing of what cannot be read", async () => {
    const { next, want, of } = marksWith(new Set(), "0");
    const ready = next();
    want("0");
    want("1");
    await ready;
    assert.deepEqual([of("0"), of("1")], [undefined, "inherited"]);
  });

  test("what was written is read again, and only that", async () => {
    const own = new Set<string>();
    const { marks, cloud, next, want, of } = marksWith(own);
    let ready = next();
    want("0");
    want("1");
    await ready;
    own.add("1");
    ready = next();
    marks.renew(level("1"));
    marks.renew(level("never shown"));
    await ready;
    assert.equal(of("1"), "own");
    assert.deepEqual(cloud.reads, ["0", "1", "1"]);
  });

  test("a refresh forgets all of it, and what is under way then says nothing", async () => {
    const own = new Set(["0"]);
    const { marks, next, want, of } = marksWith(own);
    want("0");
    marks.clear();
    own.clear();
    const ready = next();
    want("0");
    await ready;
    assert.equal(of("0"), "inherited");
  });
});
