import type { SpaceSnapshot } from "../../access/index.ts";
import type { InstanceRef, WorkspaceRef } from "../../domain/apim.ts";
import type { AzureCloud } from "../../domain/azure-cloud.ts";
import { instanceId, spaceId } from "../../domain/azure-paths.ts";
import type { Shelved } from "../../resources/clouds.ts";
import { collect } from "../collect.ts";
import type { PolicyReader } from "./policy-reader.ts";
import { readApis } from "./read-apis.ts";
import { plainApiName, SpaceParts } from "./space-parts.ts";
import { unknownName, unreadableApi, unreadableProduct } from "./unreadable.ts";

/**
 * Reads what decides who gets in at the workspaces of an instance. It takes a request for the list of them and, for each, one for its
 * policy, its APIs, its products and its named values, where one is named, besides what its APIs, products and policies take.
 * What cannot be read is told, and unknown: one `?` stands for workspaces, APIs or products that cannot be listed.
 */
export async function readWorkspaces(
  cloud: AzureCloud & Shelved,
  instance: InstanceRef,
  reader: PolicyReader,
  signal: AbortSignal,
  looked: Promise<unknown>,
): Promise<readonly SpaceSnapshot[]> {
  const parts = new SpaceParts(cloud, { instance }, reader, signal);
  const listed = await parts.told(() => collect(cloud.workspaces.list(instance, signal), signal));
  await looked;
  const read = await Promise.all(
    (listed ?? []).map(({ workspace }) => readWorkspace(cloud, { instance, workspace }, reader, signal)),
  );
  const names = new Set(read.map(({ workspace }) => workspace?.toLowerCase()));
  const hidden = reader.listedWorkspaces.filter((name) => !names.has(name));
  if (listed && hidden.length > 0)
    reader.tell(`There are policies of workspaces that are not listed: ${hidden.join(", ")}.`);
  const unread = listed ? hidden : [unknownName];
  const all = reader.hasUnknownLevels ? [...unread, unknownName] : unread;
  return [...read, ...[...new Set(all)].map((name) => unreadWorkspace(instance, name))];
}

async function readWorkspace(
  cloud: AzureCloud & Shelved,
  ref: WorkspaceRef,
  reader: PolicyReader,
  signal: AbortSignal,
): Promise<SpaceSnapshot> {
  const parts = new SpaceParts(cloud, ref, reader, signal);
  const { workspaces } = cloud;
  const [policy, apis, products] = await Promise.all([
    reader.lookInto(ref),
    parts.told(() => collect(cloud.listApisWithRevisions(ref, signal), signal)),
    parts.told(() => collect(workspaces.listProducts(ref, signal), signal)),
  ]);
  const apisIn = async (productId: string) => {
    const ids = await parts.told(() => collect(workspaces.listApiIds(ref, productId, signal), signal));
    return ids && new Set(ids.map(plainApiName));
  };
  const id = spaceId(ref);
  const [readOfApis, known = []] = await Promise.all([
    apis ? readApis(cloud, apis, reader, parts, signal) : [unreadableApi(unknownName, `${id}/apis`)],
    products && Promise.all(products.map((one) => parts.product(one, apisIn(one.productId)))),
  ]);
  const isWhole = products !== undefined && known.every((one) => one.apis !== undefined);
  // any API may be in a product of which nobody knows what is in it, and called by its key
  const names = new Set(apis?.map((api) => plainApiName(api.apiId)));
  const others = isWhole ? [] : [{ ...unreadableProduct(id), apis: names }];
  return parts.complete({
    workspace: ref.workspace,
    policy,
    products: [...known, ...others],
    apis: readOfApis,
  });
}

/** One API `?` stands for all of a workspace: what is not read is unknown, and no proof of anything. */
function unreadWorkspace(instance: InstanceRef, name: string): SpaceSnapshot {
  const file = `${instanceId(instance)}/workspaces${name === unknownName ? "" : `/${name}`}`;
  return {
    workspace: name,
    policy: { level: "workspace", file, text: undefined },
    products: [],
    apis: [unreadableApi(unknownName, file)],
    fragments: new Map(),
    namedValues: new Map(),
  };
}
