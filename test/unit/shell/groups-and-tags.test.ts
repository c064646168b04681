import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { instancePath } from "../../../src/domain/instance-path.ts";
import type { Kind, Stored } from "../../../src/resources/kind.ts";
import { apiTag } from "../../../src/resources/kinds/api-tag.ts";
import { apimGroup } from "../../../src/resources/kinds/group.ts";
import { productGroup } from "../../../src/resources/kinds/product-group.ts";
import { apimTag } from "../../../src/resources/kinds/tag.ts";
import { basicCalculator, contosoApim } from "../../support/in-memory/index.ts";
import { connectedShell, principal } from "../../support/shell.ts";
import { person, window } from "../../support/vscode/index.ts";

const { runCommand } = await import("../../../src/shell/commands/run-command.ts");
const { createResourceCommand } = await import("../../../src/shell/resources/create-resource.ts");
const { deleteResourceCommand } = await import("../../../src/shell/resources/delete-resource.ts");

const owner = instancePath(contosoApim);
const { apiId } = basicCalculator;

/** A shell with the groups of every instance, one of people's own that sees a product, and a tag on the calculator. */
async function prepared() {
  const shell = await connectedShell();
  const { groups, groupUsers, productGroups, tags, apiTags, products, apis } = shell.azure.stores;
  for (const [id, displayName] of [
    ["administrators", "Administrators"],
    ["developers", "Developers"],
    ["guests", "Guests"],
  ] as const)
    groups.put(owner, id, { displayName, type: "system", builtIn: true });
  groups.put(owner, "partners", { displayName: "Partners", type: "custom", builtIn: false });
  for (const userId of ["ada", "grace", "lin"])
    groupUsers.put(owner, `partners/${userId}`, { groupId: "partners", userId });
  products.put(owner, "gold", {
    displayName: "Gold",
    description: undefined,
    terms: undefined,
    subscriptionRequired: true,
    approvalRequired: false,
    subscriptionsLimit: undefined,
    state: "published",
  });
  apis.put(owner, apiId, { displayName: "Basic Calculator", path: "calc" } as never);
  productGroups.put(owner, "gold/partners", { productId: "gold", groupId: "partners" });
  tags.put(owner, "shop", { displayName: "Shop" });
  tags.put(owner, "lab", { displayName: "In the Lab" });
  apiTags.put(owner, `${apiId}/shop`, { apiId, tagId: "shop" });
  let shown = "";
  window.onPanel = (panel) => {
    shown = panel.webview.html.replace(/<[^>]+>/g, "");
    panel.press("apply");
  };
  const create = async (of: Kind, parent: string | undefined, moves: typeof person.moves) => {
    person.moves = [...moves];
    const target = {
      kind: "resource-group",
      account: principal,
      owner,
      of,
      ...(parent !== undefined && { parent }),
    };
    await runCommand(createResourceCommand(shell.services), { target }, shell.services.logger);
    return shown;
  };
  const remove = async (of: Kind, stored: Stored | undefined) => {
    assert.ok(stored);
    const { ref, value } = stored;
    const target = { kind: "resource", account: principal, of, ref, value };
    await runCommand(deleteResourceCommand(shell.services), { target }, shell.services.logger);
    return shown;
  };
  return { ...shell, create, remove };
}

const ids = (all: readonly Stored[]) => all.map(({ ref }) => ref.id);

suite("groups and tags", () => {
  test("a product is shown to a group of those that do not see it, and what guests are is said", async () => {
    const { create, azure } = await prepared();
    const shown = await create(productGroup, "gold", [{ pick: "Guests" }]);
    assert.deepEqual(ids(azure.stores.productGroups.all), ["gold/partners", "gold/guests"], person.heard);
    const [prompt] = person.prompts;
    assert.equal(
      prompt?.lines?.some((line) => line.includes("Partners")),
      false,
      "it sees it already",
    );
    assert.match(
      JSON.stringify(prompt?.details),
      /Everybody who visits the developer portal, without signing in/,
    );
    assert.match(shown, /Show the product “Gold” to the group “Guests”/);
  });

  test("a group is taken off a product, after it was said what that means", async () => {
    const { remove, azure } = await prepared();
    const shown = await remove(productGroup, azure.stores.productGroups.all[0]);
    assert.deepEqual(ids(azure.stores.productGroups.all), []);
    assert.match(shown, /no longer to the group “Partners”/);
    assert.match(shown, /subscriptions that are there stay/);
  });

  test("a group is made and deleted, after it was said who loses what; one that came with the instance stays", async () => {
    const { create, remove, azure } = await prepared();
    await create(apimGroup, undefined, [{ type: "Testers" }, { type: "Who tries things" }]);
    const made = azure.stores.groups.all.find(({ ref }) => ref.id === "testers");
    assert.deepEqual(
      [made?.value.type, made?.value.description],
      ["custom", "Who tries things"],
      person.heard,
    );
    const at = (id: string) => azure.stores.groups.all.find(({ ref }) => ref.id === id);
    const shown = await remove(apimGroup, at("partners"));
    assert.match(shown, /Users in it: 3\. They stay/);
    assert.match(shown, /do not see these products any more: gold/);
    await remove(apimGroup, at("guests"));
    assert.match(person.heard, /“Guests” came with the instance/);
    assert.ok(!at("partners") && at("guests"));
  });

  test("a tag is made, put on an API that has it not, and taken off", async () => {
    const { create, remove, azure } = await prepared();
    await create(apimTag, undefined, [{ type: "Shop" }, "escape"]);
    assert.match(person.complaint ?? "", /already/);
    const shown = await create(apiTag, apiId, [{ pick: "In the Lab" }]);
    assert.deepEqual(ids(azure.stores.apiTags.all), [`${apiId}/shop`, `${apiId}/lab`], person.heard);
    assert.match(shown, /Put the tag “In the Lab” on the API “Basic Calculator”/);
    await remove(apiTag, azure.stores.apiTags.all[0]);
    assert.deepEqual(ids(azure.stores.apiTags.all), [`${apiId}/lab`]);
    const gone = await remove(apimTag, azure.stores.tags.all[1]);
    assert.match(gone, /taken off all APIs, operations and products/);
  });

  test("without a tag in the instance there is none to choose, and how to make one is told", async () => {
    const { create, azure } = await prepared();
    for (const { ref } of azure.stores.tags.all) azure.stores.tags.drop(ref.id);
    await create(apiTag, apiId, []);
    assert.match(person.heard, /has no tags yet.*Create…/);
  });
});
