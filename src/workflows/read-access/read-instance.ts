import type { ApiSnapshot, InstanceSnapshot, SpaceSnapshot } from "../../access/index.ts";
import type { ApimApi, InstanceRef } from "../../domain/apim.ts";
import type { AzureCloud } from "../../domain/azure-cloud.ts";
import { instanceId } from "../../domain/azure-paths.ts";
import { instancePath } from "../../domain/instance-path.ts";
import { type Shelved, storeIn } from "../../resources/clouds.ts";
import { product } from "../../resources/kinds/product.ts";
import { productApi } from "../../resources/kinds/product-api.ts";
import { collect } from "../collect.ts";
import { PolicyReader } from "./policy-reader.ts";
import { plainApiName, SpaceParts } from "./space-parts.ts";

/** An API whose current revision is the first has had no others, and a later one that is tried out may be there all the same. */
const ofFirstRevisions =
  "Other revisions are read of APIs that have had some, or where a policy tells of one. A later revision of an API whose first one is current cannot be told from none: callers reach it by “;rev=” in the path, and who gets in there is not told.";

/**
 * Reads what decides who gets in at an instance, without its workspaces. It takes a request for each policy, each list of an API's operations
 * and of a product's APIs, further pages, and five more; for APIs that have had other revisions one for the list of those and two for
 * each besides its policies.
 *
 * @throws Failure `forbidden`, `not-found` or `unreachable` when the lists of the instance itself cannot be read.
 */
export async function readInstanceSnapshot(
  cloud: AzureCloud & Shelved,
  instance: InstanceRef,
  signal: AbortSignal,
): Promise<InstanceSnapshot> {
  const notes: string[] = [];
  const reader = new PolicyReader(cloud, instance, (note) => notes.push(note), signal);
  const parts = new SpaceParts(cloud, instance, reader, signal);
  const owner = instancePath(instance);
  const apisIn = (productId: string) =>
    reader.run(async () => {
      const links = await collect(storeIn(cloud, productApi).list(owner, { productId }, signal), signal);
      return new Set(links.map(({ value }) => plainApiName(value.apiId)));
    });
  const [policy, apis, products, namedValues] = await Promise.all([
    reader.look(cloud),
    collect(cloud.listApis(instance, signal), signal),
    collect(storeIn(cloud, product).list(owner, {}, signal), signal),
    parts.namedValues(),
  ]);
  for (const api of apis) reader.knowCurrent(api);
  const revised = apis.filter((api) => api.revision !== "1" || reader.hasOtherRevisions(api));
  if (revised.length < apis.length) reader.tell(ofFirstRevisions);
  const [readApis, revisions, readProducts] = await Promise.all([
    Promise.all(apis.map((api) => parts.api(api, api))),
    Promise.all(revised.map((api) => otherRevisions(cloud, api, parts, signal))),
    Promise.all(
      products.map(({ ref, value }) => parts.product({ ...value, productId: ref.id }, apisIn(ref.id))),
    ),
  ]);
  const space = {
    workspace: undefined,
    policy,
    products: readProducts,
    apis: [...readApis, ...revisions.flat()],
  };
  const others = reader.hasWorkspaces ? [unreadWorkspaces(instance)] : [];
  return { spaces: [await parts.complete(space, namedValues), ...others], notes };
}

/** One workspace `?` with one API `?` stands for all: what is not read is unknown, and no proof of anything. */
function unreadWorkspaces(instance: InstanceRef): SpaceSnapshot {
  const file = `${instanceId(instance)}/workspaces`;
  return {
    workspace: "?",
    policy: { level: "workspace", file, text: undefined },
    products: [],
    apis: [unreadableApi("?", file)],
    fragments: new Map(),
    namedValues: new Map(),
  };
}

/** The revisions of an API that callers reach by `;rev=` in the path; one `?` stands for those that cannot be listed. */
async function otherRevisions(
  cloud: AzureCloud,
  api: ApimApi,
  parts: SpaceParts,
  signal: AbortSignal,
): Promise<readonly ApiSnapshot[]> {
  const listed = await parts.told(() => collect(cloud.listRevisions(api, signal), signal));
  if (!listed) return [unreadableRevision(api, "?")];
  const others = listed.filter(({ isCurrent, isOnline }) => !isCurrent && isOnline);
  const read = others.map(async ({ number }) => {
    const ref = { instance: api.instance, apiId: `${plainApiName(api.apiId)};rev=${number}` };
    const found = await parts.told(async () => [(await cloud.readApi(ref, signal))?.api]);
    if (!found) return [unreadableRevision(api, number)];
    const [settings] = found;
    // it is gone by now
    return settings ? [await parts.api(ref, settings)] : [];
  });
  return (await Promise.all(read)).flat();
}

function unreadableRevision({ instance, apiId }: ApimApi, number: string): ApiSnapshot {
  const name = `${plainApiName(apiId)};rev=${number}`;
  return unreadableApi(name, `${instanceId(instance)}/apis/${name}`);
}

function unreadableApi(name: string, file: string): ApiSnapshot {
  return {
    name,
    facts: {},
    subscriptionRequired: undefined,
    keyPlace: { file, line: 1 },
    policy: { level: "api", file, text: undefined },
    operations: [],
    listed: "unreadable",
  };
}
