import assert from "node:assert/strict";
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { DiskFolder } from "../../../../src/adapters/disk-folder.ts";
import { FileLocks } from "../../../../src/adapters/file-locks.ts";
import { createLogger } from "../../../../src/core/logger.ts";
import { kindOf } from "../../../../src/resources/all-kinds.ts";
import { update } from "../../../../src/resources/changes.ts";
import { readerOf, shelfOf } from "../../../../src/resources/clouds.ts";
import { carryOut, newJournal, takeBack } from "../../../../src/resources/engine.ts";
import type { Journal } from "../../../../src/resources/journal.ts";
import type { Change, Kind, Stored } from "../../../../src/resources/kind.ts";
import { auth0Api } from "../../../../src/resources/kinds/auth0-api.ts";
import { auth0Application } from "../../../../src/resources/kinds/auth0-application.ts";
import { clientGrant } from "../../../../src/resources/kinds/client-grant.ts";
import { InMemoryAuth0Cloud } from "../../../support/in-memory/index.ts";
import "../../../support/vscode/install.ts";
import { journalOf } from "./journals.ts";

const { SessionSecretStore } = await import("../../../../src/shell/session/secret-storage.ts");
const { JournalStore } = await import("../../../../src/shell/journal/journal-store.ts");

const tenant = "contoso.eu.auth0.com";
const logger = createLogger({ write: () => {} });

suite("two windows on one storage", () => {
  let place: string;
  const keychain = new SessionSecretStore();
  setup(async () => {
    place = await fs.mkdtemp(path.join(os.tmpdir(), "windows-"));
  });
  teardown(() => fs.rm(place, { recursive: true }));

  const openWindow = () => ({
    journals: new JournalStore(
      new DiskFolder(path.join(place, "journals")),
      keychain,
      async () => ({ kindOf }),
      logger,
    ),
    locks: new FileLocks(path.join(place, "locks"), { look: 1, beat: 1_000, dead: 60_000 }),
  });

  test("60 plans in pairs leave 60 whole journals", async () => {
    const windows = [openWindow(), openWindow()] as const;
    for (let pair = 0; pair < 30; pair += 1) {
      await Promise.all(
        windows.map(async ({ journals }, window) => {
          const id = String(pair * 2 + window);
          // Something is left to do, so that none drops out; each is written at every step, as the engine does.
          for (const states of [["sent"], ["made", "sent"], ["made", "not-made", "waiting"]] as const) {
            await journals.keep(journalOf(id, { states }));
          }
        }),
      );
    }
    const { journals } = openWindow();
    const listed = await journals.list();
    assert.equal(listed.length, 60);
    for (const { id } of listed) {
      const whole: Journal | undefined = await journals.read(id);
      assert.deepEqual(
        whole?.entries.map(({ change, state, isLost }) => [change, state, isLost]),
        journalOf(id, { states: ["made", "not-made", "waiting"] }).entries.map(({ change, state }) => [
          change,
          state,
          undefined,
        ]),
      );
    }
  });

  /** Lists that two plans add to at once: of an application, an API and a grant. */
  async function tenantWithLists() {
    const auth0 = new InMemoryAuth0Cloud(tenant);
    const clouds = { auth0, azure: { shelves: new Map() } };
    const { signal } = new AbortController();
    const shelf = async <T extends object, D extends object>(
      kind: Kind<T, D>,
      draft: D,
    ): Promise<Stored<T>> => {
      const store = shelfOf(clouds, kind.id)?.store;
      assert.ok(store);
      return (await store.create({ kind: kind.id, owner: tenant }, draft, signal)) as Stored<T>;
    };
    const api = await shelf(auth0Api, {
      name: "Orders",
      identifier: "orders",
      scopes: [{ value: "theirs", description: "" }],
      signingAlgorithm: "RS256",
    });
    const application = await shelf(auth0Application, {
      name: "Portal",
      type: "regular_web",
      callbacks: ["https://theirs.example"],
      grantTypes: ["implicit"],
      tokenEndpointAuthMethod: "client_secret_post",
    });
    const grant = await shelf(clientGrant, {
      clientId: application.ref.id,
      audience: "orders",
      scopes: ["theirs"],
    });
    return { auth0, clouds, stored: { api, application, grant }, signal };
  }

  type Lists = Awaited<ReturnType<typeof tenantWithLists>>;

  function planOf({ stored }: Lists, mine: string) {
    const changes: readonly (Change | undefined)[] = [
      update(
        auth0Application,
        stored.application,
        { callbacks: [`https://${mine}.example`] },
        { id: "callbacks" },
      ),
      update(auth0Api, stored.api, { scopes: [{ value: mine, description: "" }] }, { id: "scopes" }),
      update(clientGrant, stored.grant, { scopes: [mine] }, { id: "grant" }),
    ];
    return {
      title: mine,
      subject: mine,
      changes: changes.filter((change) => change !== undefined),
      unchanged: [],
      notes: [],
    };
  }

  /** Lets the other window go on at places that differ from run to run. */
  const chance = (seed: number) => {
    let state = seed;
    return () => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      return state % 3;
    };
  };

  async function listsOf({ clouds, stored, signal }: Lists) {
    const reader = readerOf(clouds);
    const application = await reader.read(auth0Application, stored.application.ref, signal);
    const api = await reader.read(auth0Api, stored.api.ref, signal);
    const grant = await reader.read(clientGrant, stored.grant.ref, signal);
    return [
      [...(application?.value.callbacks ?? [])].sort(),
      (api?.value.scopes ?? []).map(({ value }) => value).sort(),
      [...(grant?.value.scopes ?? [])].sort(),
    ];
  }

  test("1,000 interleavings of two plans on callbacks, scopes and grants lose nothing, and undo takes only its own", async function () {
    this.timeout(120_000);
    const [one, other] = [openWindow(), openWindow()];
    for (let seed = 1; seed <= 1_000; seed += 1) {
      const lists = await tenantWithLists();
      const next = chance(seed);
      const pause = async () => {
        for (let turns = next(); turns > 0; turns -= 1) await new Promise(setImmediate);
      };
      const reader = readerOf(lists.clouds);
      const deskIn = ({ locks }: ReturnType<typeof openWindow>) => ({
        shelf: (kind: string) => slowed(shelfOf(lists.clouds, kind), pause),
        reader,
        keeper: { keep: pause },
        locks,
      });
      const run = (window: ReturnType<typeof openWindow>, name: string) =>
        carryOut(newJournal(planOf(lists, name), name, new Date(0)), deskIn(window), lists.signal);
      const [mine] = await Promise.all([run(one, "mine"), run(other, "others")]);
      assert.deepEqual(
        await listsOf(lists),
        [
          ["https://mine.example", "https://others.example", "https://theirs.example"],
          ["mine", "others", "theirs"],
          ["mine", "others", "theirs"],
        ],
        `seed ${seed}`,
      );
      await takeBack(mine, deskIn(one), lists.signal);
      assert.deepEqual(
        await listsOf(lists),
        [
          ["https://others.example", "https://theirs.example"],
          ["others", "theirs"],
          ["others", "theirs"],
        ],
        `undo of seed ${seed}`,
      );
    }
  });
});

type Shelf = NonNullable<ReturnType<typeof shelfOf>>;

/** A shelf between whose request and answer others have their turn. */
function slowed(shelf: Shelf | undefined, pause: () => Promise<void>): Shelf | undefined {
  if (!shelf) return undefined;
  const { kind, store } = shelf;
  const between = async <T>(work: () => Promise<T>): Promise<T> => {
    await pause();
    const result = await work();
    await pause();
    return result;
  };
  return {
    kind,
    store: {
      list: (owner, where, signal) => store.list(owner, where, signal),
      read: (ref, signal) => between(() => store.read(ref, signal)),
      create: (ref, draft, signal) => between(() => store.create(ref, draft, signal)),
      update: (stored, changes, signal) => between(() => store.update(stored, changes, signal)),
      delete: (stored, signal) => between(() => store.delete(stored, signal)),
    },
  };
}
