import type { ApiSnapshot } from "../../access/index.ts";
import type { ApimApi } from "../../domain/apim.ts";
import type { AzureCloud } from "../../domain/azure-cloud.ts";
import { spaceId, spaceOf } from "../../domain/azure-paths.ts";
import { collect } from "../collect.ts";
import type { PolicyReader } from "./policy-reader.ts";
import { plainApiName, type SpaceParts } from "./space-parts.ts";
import { unknownName, unreadableApi } from "./unreadable.ts";

/** An API whose current revision is the first has had no others, and a later one that is tried out may be there all the same. */
const ofFirstRevisions =
  "Other revisions are read of APIs that have had some, or where a policy tells of one. A later revision of an API whose first one is current cannot be told from none: callers reach it by “;rev=” in the path, and who gets in there is not told.";

/** Reads APIs of one space as they were `listed`, and other revisions of theirs as far as it is known that there may be some. */
export async function readApis(
  cloud: AzureCloud,
  listed: readonly ApimApi[],
  reader: PolicyReader,
  parts: SpaceParts,
  signal: AbortSignal,
): Promise<readonly ApiSnapshot[]> {
  const apis = listed.filter(({ isCurrent }) => isCurrent);
  const others = new Map<string, ApimApi[]>();
  for (const one of listed.filter(({ isCurrent }) => !isCurrent))
    others.set(keyOf(one), [...(others.get(keyOf(one)) ?? []), one]);
  for (const api of apis) reader.knowCurrent(api);
  const revised = apis.filter(
    (api) => api.revision !== "1" || reader.hasOtherRevisions(api) || others.has(keyOf(api)),
  );
  if (revised.length < apis.length && others.size === 0) reader.tell(ofFirstRevisions);
  const [current, read] = await Promise.all([
    Promise.all(apis.map((api) => parts.api(api, api))),
    Promise.all(
      revised.map((api) => otherRevisions(cloud, api, others.get(keyOf(api)) ?? [], parts, signal)),
    ),
  ]);
  return [...current, ...read.flat()];
}

/** The same for all revisions of an API. */
function keyOf({ apiId }: ApimApi): string {
  return plainApiName(apiId).toLowerCase();
}

/** The revisions of an API that callers reach by `;rev=` in the path; one `?` stands for those that cannot be listed. */
async function otherRevisions(
  cloud: AzureCloud,
  api: ApimApi,
  known: readonly ApimApi[],
  parts: SpaceParts,
  signal: AbortSignal,
): Promise<readonly ApiSnapshot[]> {
  const listed = await parts.told(() => collect(cloud.listRevisions(api, signal), signal));
  const reached = listed
    ? listed.filter(({ isCurrent, isOnline }) => !isCurrent && isOnline)
    : known.filter(({ isOnline }) => isOnline !== false).map(({ revision }) => ({ number: revision }));
  const read = reached.map(async ({ number }) => {
    const ref = { ...spaceOf(api), apiId: `${plainApiName(api.apiId)};rev=${number}` };
    const own = known.find(({ revision }) => revision === number);
    const found = own ? [own] : await parts.told(async () => [(await cloud.readApi(ref, signal))?.api]);
    if (!found) return [unreadableRevision(api, number)];
    const [settings] = found;
    // it is gone by now
    return settings ? [await parts.api(ref, settings)] : [];
  });
  const unlisted = listed ? [] : [unreadableRevision(api, unknownName)];
  return [...(await Promise.all(read)).flat(), ...unlisted];
}

function unreadableRevision(api: ApimApi, number: string): ApiSnapshot {
  const name = `${plainApiName(api.apiId)};rev=${number}`;
  return unreadableApi(name, `${spaceId(api)}/apis/${name}`);
}
