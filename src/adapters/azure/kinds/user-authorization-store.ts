import { Failure } from "../../../core/failure.ts";
import type { UserAuthorization, VersionedApi } from "../../../domain/apim.ts";
import type { AzureCloud } from "../../../domain/azure-cloud.ts";
import { parseInstancePath } from "../../../domain/azure-paths.ts";
import { instancePath } from "../../../domain/instance-path.ts";
import type { Store, Stored } from "../../../resources/kind.ts";
import { userAuthorization } from "../../../resources/kinds/user-authorization.ts";

type Apis = Pick<AzureCloud, "listApis" | "readApi" | "setUserAuthorization">;

/** What the users of APIs sign in with, over the port that has APIs; it is there as long as its API is. */
export function userAuthorizationStore(cloud: Apis): Store<UserAuthorization> {
  return {
    async *list(owner, _, signal) {
      for await (const api of cloud.listApis(parseInstancePath(owner), signal))
        yield stored({ api, etag: "" });
    },
    async read({ owner, id }, signal) {
      const found = await cloud.readApi({ instance: parseInstancePath(owner), apiId: id }, signal);
      return found && stored(found);
    },
    create: belongsToItsApi,
    async update({ ref: { owner, id }, value, version = "" }, changes, signal) {
      const api = { instance: parseInstancePath(owner), apiId: id };
      return stored(await cloud.setUserAuthorization(api, { ...value, ...changes }, version, signal));
    },
    delete: belongsToItsApi,
  };
}

function stored({ api, etag }: VersionedApi): Stored<UserAuthorization> {
  const ref = { kind: userAuthorization.id, owner: instancePath(api.instance), id: api.apiId };
  return { ref, value: api.userAuthorization, ...(etag !== "" && { version: etag }) };
}

async function belongsToItsApi(): Promise<never> {
  throw new Failure("unsupported", "A user authorization is there as long as its API is.");
}
