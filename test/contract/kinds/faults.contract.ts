import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import { setup, suite, test } from "mocha";
import { Failure } from "../../../src/core/failure.ts";
import { storeIn } from "../../../src/resources/clouds.ts";
import { certainCodes, type Ref, type Store, type Stored } from "../../../src/resources/kind.ts";
import type { Fault } from "../../../src/sandbox/faults.ts";
import { collect } from "../../support/collect.ts";
import { failsWith } from "../../support/failing.ts";
import { type KindExample, refOf, type Stage } from "./kind-example.ts";

type Answer = Pick<Fault, "status" | "body" | "headers">;

const html = { "content-type": "text/html" };
const json = { "content-type": "application/json" };
const page: Answer = { status: 200, body: "<html>A proxy</html>", headers: html };
const redirect: Answer = { status: 307, headers: { location: "https://elsewhere.invalid/" } };

/** What says that it went well, and is no resource. */
const noResource: readonly Answer[] = [
  page,
  redirect,
  { status: 200 },
  { status: 200, body: '{"id":"abc', headers: json },
  { status: 200, body: "[]", headers: json },
  { status: 200, body: '{"hello":"world"}', headers: json },
  { status: 200, body: '{"value":[{"hello":"world"}]}', headers: json },
];

/** Refusals of something in between, or of a service in trouble: nobody knows what became of the request. */
const doubtful: readonly Answer[] = [
  ...[403, 404, 408, 409, 412, 500, 502, 504].map((status) => ({ ...page, status })),
  { status: 409, body: '{"broken', headers: json },
  ...[400, 404, 409].map((status) => ({
    status,
    body: { code: "Blocked", message: "Blocked by policy 7." },
  })),
  { status: 503, body: { statusCode: 503, error: "Busy", message: "Busy" } },
];

/** What becomes of an answer after the request took effect. */
const lostAnswers: readonly (Omit<Fault, "service" | "path"> & { readonly title: string })[] = [
  { title: "lost", reset: true },
  { title: "cut off", cutOff: true },
  { title: "not given", hang: true },
  { title: "a proxy's page of success", ...page },
  { title: "a proxy's page of failure", ...page, status: 504 },
  {
    title: "a trouble of the service",
    status: 500,
    body: { statusCode: 500, error: "Oops", message: "Oops" },
  },
];

const writing = ["POST", "PUT", "PATCH", "DELETE"];

/** What the store of any kind does when requests go wrong. */
export function testFaults<T extends object, D extends object>(
  stage: Stage,
  example: KindExample<T, D>,
): void {
  const { kind, changes, drafts, path } = example;
  suite(`${kind.id}, when something is wrong`, () => {
    let there: Stored<T>;
    let draft: D;
    let created: Store<T, D>;
    /** Milliseconds in which a call has surely reached the sandbox, as busy as the machine is. */
    let pace: number;

    setup(async () => {
      const cloud = await stage.open();
      const [first, second] = await drafts(cloud, stage.owner);
      created = storeIn(cloud, kind);
      const began = Date.now();
      there = await created.create(refOf(stage, example, 0), first, new AbortController().signal);
      pace = Math.max(300, 10 * (Date.now() - began));
      draft = second;
    });

    /** Every verb the kind has, on `there` or for another one. */
    const verbs = (store: Store<T, D>, { signal } = new AbortController()) => {
      const list = () => collect(store.list(stage.owner, {}, signal));
      const reading = { list, read: () => store.read(there.ref, signal) };
      const create = () => store.create(refOf(stage, example, 1), draft, signal);
      const update = async () => {
        there = await store.update(there, withAll(changes, there.value), signal);
        return there;
      };
      const writes = {
        create,
        ...(kind.rights.update && { update }),
        ...(kind.rights.delete && { delete: () => store.delete(there, signal) }),
      };
      return { ...reading, ...writes, writes };
    };
    const open = async (limit?: number) => storeIn(await stage.open(limit), kind);
    const add = (fault: Omit<Fault, "service" | "path">) =>
      stage.sandbox.faults.add({ service: stage.service, path, ...fault });

    /** Each verb must fail, and must not say that nothing was written. */
    async function allDoubtful(
      answers: readonly Answer[],
      names: readonly ("list" | "read" | "create" | "update" | "delete")[],
    ) {
      const { writes: _, ...actions } = verbs(await open(600));
      for (const answer of answers) {
        for (const name of names) {
          const action = actions[name];
          if (!action) continue;
          const end = add(answer);
          const what = `${name} answered by ${answer.status} ${JSON.stringify(answer.body)}`;
          const failure = await action().then(
            () => assert.fail(`${what} succeeded`),
            (error: unknown) => error,
          );
          end();
          assert.ok(failure instanceof Failure, `${what}: ${failure}`);
          assert.ok(!certainCodes.has(failure.code), `${what}: ${failure.code}, ${failure.text}`);
        }
      }
    }

    test("an answer that is not the resource is no success", () =>
      allDoubtful(noResource, ["list", "read", "create", "update"]));

    test("a page or a redirect is no deletion", () => allDoubtful([page, redirect], ["delete"]));

    test("what Auth0 or Azure did not refuse counts as unknown", () =>
      allDoubtful(doubtful, ["list", "read", "create", "update", "delete"]));

    for (const { title, ...fault } of lostAnswers) {
      test(`a write that took effect, its answer ${title}, is not said to have come to nothing`, async () => {
        // Only what is never answered runs into its limit.
        const { writes } = verbs(await open(fault.hang ? pace : undefined));
        const { signal } = new AbortController();
        /** What is there afterwards. A success is none but where the store has read it back. */
        const inDoubt = async (write: () => Promise<unknown>, { id, ...ref }: Ref) => {
          const ends = writing.map((method) => add({ method, after: true, ...fault }));
          const ending = await write().catch((error: unknown) => error);
          for (const end of ends) end();
          const found = id === undefined ? undefined : await created.read({ ...ref, id }, signal);
          if (ending instanceof Failure) assert.ok(!certainCodes.has(ending.code), ending.text);
          else assert.ok(found && isDeepStrictEqual(ending, found), `${ending}`);
          return found;
        };
        if (writes.update) {
          const { value, ref } = there;
          const changed = await inDoubt(writes.update, ref);
          assert.ok(changed && JSON.stringify(changed.value) !== JSON.stringify(value));
          there = changed;
        }
        const { list } = verbs(created);
        const before = await list?.();
        const made = await inDoubt(writes.create, refOf(stage, example, 1));
        if (before) assert.equal((await list?.())?.length, before.length + 1);
        else assert.ok(made);
        if (writes.delete) assert.equal(await inDoubt(writes.delete, there.ref), undefined);
      });
    }

    test("no write is repeated that may have been carried out", async () => {
      for (const write of Object.values(verbs(created).writes)) {
        const ends = writing.map((method) => add({ method, status: 503, count: 1, body: "Busy" }));
        await assert.rejects(write);
        for (const end of ends) end();
      }
      assert.deepEqual(await verbs(created).read(), there);
      const { list } = verbs(created);
      if (list) assert.ok((await list()).some(({ ref }) => ref.id === there.ref.id));
    });

    test("what was put off twice is carried out, what is put off for long is not waited for", async () => {
      const later = (seconds: number) => ({ status: 429, headers: { "retry-after": `${seconds}` } });
      for (const write of Object.values(verbs(created).writes)) {
        const end = writing.map((method) => add({ method, count: 1, ...later(3_600) }));
        await failsWith("rate-limited", write());
        for (const one of end) one();
        const ends = writing.map((method) => add({ method, count: 2, ...later(0) }));
        await write();
        for (const one of ends) one();
      }
    });

    test("each call ends within its limit", async () => {
      add({ hang: true });
      const { writes: _, ...actions } = verbs(await open(150));
      const began = Date.now();
      await Promise.all(
        Object.values(actions).map((action) => failsWith("unreachable", action(), "too long")),
      );
      // Thirty seconds are the usual limit.
      assert.ok(Date.now() - began < 10_000, `${Date.now() - began} ms`);
    });

    test("each call hears Cancel", async () => {
      add({ hang: true });
      const controller = new AbortController();
      const { writes: _, ...actions } = verbs(created, controller);
      const work = Object.values(actions).map((action) => failsWith("cancelled", action()));
      const began = Date.now();
      setImmediate(() => controller.abort());
      await Promise.all(work);
      assert.ok(Date.now() - began < 10_000, `${Date.now() - began} ms`);
    });

    test("no request goes to an id that names something else", async () => {
      stage.sandbox.faults.add({ service: stage.service, path: "", status: 418, body: "Nobody was to ask." });
      const { signal } = new AbortController();
      for (const id of ["", ".", ".."]) {
        const other = { ...there, ref: { ...there.ref, id } };
        await failsWith("internal", created.read(other.ref, signal));
        if (kind.rights.delete) await failsWith("internal", created.delete(other, signal));
        if (kind.rights.update) await failsWith("internal", created.update(other, changes, signal));
      }
    });
  });
}

/** `changes`, whose lists have what `value` has there too: a service may insist on some of it. */
function withAll<D extends object>(changes: Partial<D>, value: object): Partial<D> {
  const now = new Map<string, unknown>(Object.entries(value));
  const all = Object.entries<unknown>(changes).map(([name, one]) => {
    const there = now.get(name);
    return [name, Array.isArray(one) && Array.isArray(there) ? [...there, ...one] : one];
  });
  return Object.fromEntries(all) as Partial<D>;
}
