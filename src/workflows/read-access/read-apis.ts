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

/** Reads APIs of one space, and their other revisions as far as it is known that there may be some. */
export async function readApis(
  cloud: AzureCloud,
  apis: readonly ApimApi[],
  reader: PolicyReader,
  parts: SpaceParts,
  signal: AbortSignal,
): Promise<readonly ApiSnapshot[]> {
  for (const api of apis) reader.knowCurrent(api);
  const revised = apis.filter((api) => api.revision !== "1" || reader.hasOtherRevisions(api));
  if (revised.length < apis.length) reader.tell(ofFirstRevisions);
  const [current, others] = await Promise.all([
    Promise.all(apis.map((api) => parts.api(api, api))),
    Promise.all(revised.map((api) => otherRevisions(cloud, api, parts, signal))),
  ]);
  return [...current, ...others.flat()];
}

/** The revisions of an API that callers reach by `;rev=` in the path; one `?` stands for those that cannot be listed. */
async function otherRevisions(
  cloud: AzureCloud,
  api: ApimApi,
  parts: SpaceParts,
  signal: AbortSignal,
): Promise<readonly ApiSnapshot[]> {
  const listed = await parts.told(() => collect(cloud.listRevisions(api, signal), signal));
  if (!listed) return [unreadableRevision(api, unknownName)];
  const others = listed.filter(({ isCurrent, isOnline }) => !isCurrent && isOnline);
  const read = others.map(async ({ number }) => {
    const ref = { ...spaceOf(api), apiId: `${plainApiName(api.apiId)};rev=${number}` };
    const found = await parts.told(async () => [(await cloud.readApi(ref, signal))?.api]);
    if (!found) return [unreadableRevision(api, number)];
    const [settings] = found;
    // it is gone by now
    return settings ? [await parts.api(ref, settings)] : [];
  });
  return (await Promise.all(read)).flat();
}

function unreadableRevision(api: ApimApi, number: string): ApiSnapshot {
  const name = `${plainApiName(api.apiId)};rev=${number}`;
  return unreadableApi(name, `${spaceId(api)}/apis/${name}`);
}
