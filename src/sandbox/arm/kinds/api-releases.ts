import { dropResource } from "../../azure/resource-index.ts";
import { findResource, nextVersion, putResource } from "../../azure/resources.ts";
import type { StoredResource } from "../../azure/state.ts";
import type { Arm } from "../arm.ts";
import { validationError } from "../errors.ts";
import { asText } from "../json.ts";
import type { Kind, Write } from "../kind.ts";

/** `apis/releases`: each makes a revision of the API the current one. */
export const apiReleases: Kind = {
  chain: "apis/releases",
  label: "Release",
  writes: ["PUT", "PATCH", "DELETE"],
  filterable: ["notes"],
  fields: { apiId: { type: "text", required: true, min: 1 }, notes: { type: "text", default: null } },
  prepare(write) {
    const { arm, properties, previous } = write;
    const now = new Date(arm.context.now()).toISOString();
    properties["createdDateTime"] = previous?.properties["createdDateTime"] ?? now;
    properties["updatedDateTime"] = now;
    const revision = requireRevision(write);
    write.afterwards.push(() => makeCurrent(arm, revision));
  },
};

/** The revision that `apiId` names, of the very API that the release belongs to. */
function requireRevision({ arm, id, properties }: Write): StoredResource {
  const api = id.slice(0, id.toLowerCase().lastIndexOf("/releases/"));
  const wanted = asText(properties["apiId"])?.split("/").at(-1) ?? "";
  const [plain = "", number] = wanted.split(";rev=");
  const current = findResource(arm.state, api);
  const isCurrent = number === undefined || current?.properties["apiRevision"] === number;
  const revision = isCurrent ? current : findResource(arm.state, `${api};rev=${number}`);
  if (revision && plain.toLowerCase() === api.split("/").at(-1)?.toLowerCase()) return revision;
  throw validationError({ target: "apiId", message: "API revision was not found." });
}

/** The current revision has the plain name; the one that was it until now gets its number. */
function makeCurrent(arm: Arm, revision: StoredResource): void {
  const plain = revision.id.replace(/;rev=.*$/i, "");
  const current = findResource(arm.state, plain);
  if (!current || current === revision) return;
  const [before, after] = [takeOut(arm, current), takeOut(arm, revision)];
  putBack(arm, before, current.id, `${plain};rev=${String(current.properties["apiRevision"])}`, false);
  putBack(arm, after, revision.id, plain, true);
}

/** Releases belong to the API as a whole and stay where they are. */
function takeOut(arm: Arm, api: StoredResource): StoredResource[] {
  const { resources } = arm.state;
  const root = api.id.toLowerCase();
  const keys = Object.keys(resources).filter(
    (key) => key === root || (key.startsWith(`${root}/`) && !key.startsWith(`${root}/releases/`)),
  );
  const taken = keys.map((key) => resources[key]).filter((one) => one !== undefined);
  for (const key of keys) dropResource(arm.state, key);
  return taken;
}

function putBack(
  arm: Arm,
  taken: readonly StoredResource[],
  from: string,
  to: string,
  isCurrent: boolean,
): void {
  for (const resource of taken) {
    const id = to + resource.id.slice(from.length);
    const properties = resource.id === from ? { ...resource.properties, isCurrent } : resource.properties;
    const name = id.slice(id.lastIndexOf("/") + 1);
    putResource(arm.state, { ...resource, id, name, properties, version: nextVersion(arm.state) });
  }
}
