import { isCancelled, toFailure } from "../../core/failure.ts";
import { known, type Maybe, unknown } from "../../core/known.ts";
import type { ApimApi } from "../../domain/apim.ts";
import { instancePath } from "../../domain/instance-path.ts";
import { storeOf } from "../../resources/clouds.ts";
import { namedValue } from "../../resources/kinds/named-value.ts";
import { productApi } from "../../resources/kinds/product-api.ts";
import type { Clouds } from "../clouds.ts";
import { collect, listAll } from "../collect.ts";
import type { CheckPlace } from "./choices.ts";
import type { SecureApiSnapshot, Sharing } from "./snapshot.ts";

/** Reads what only the chosen place of a check makes worth knowing; nothing for one that is the API's alone. */
export async function readPlace(
  clouds: Clouds,
  api: ApimApi,
  place: CheckPlace,
  signal: AbortSignal,
): Promise<Partial<Pick<SecureApiSnapshot, "otherApis" | "sharing">>> {
  switch (place.kind) {
    case "api":
    case "operations":
      return {};
    case "product":
      return { otherApis: await othersOf(api, listProduct(clouds, api, place.productId, signal)) };
    case "global":
      return { otherApis: await othersOf(api, collect(clouds.azure.listApis(api.instance, signal), signal)) };
    case "fragment":
      return { sharing: await readSharing(clouds, api, place.fragmentId, signal) };
  }
}

function listProduct(clouds: Clouds, { instance }: ApimApi, productId: string, signal: AbortSignal) {
  return listAll(clouds, productApi, instancePath(instance), { productId }, signal);
}

/** Names of those that are not the API itself; what may not be listed is unknown, and no reason to stop. */
async function othersOf(
  api: ApimApi,
  listed: Promise<readonly { readonly apiId: string; readonly displayName?: string | undefined }[]>,
): Promise<Maybe<readonly string[]>> {
  const own = idOf(api);
  try {
    const others = (await listed).filter((one) => idOf(one) !== own);
    return known(others.map(({ apiId, displayName }) => displayName ?? apiId));
  } catch (error) {
    if (isCancelled(error) || toFailure(error).code === "unauthorized") throw error;
    return unknown;
  }
}

/** Without its revision: products and policies of all APIs hold for all of them. */
function idOf({ apiId }: { readonly apiId: string }): string {
  return (apiId.split(";rev=")[0] ?? apiId).toLowerCase();
}

async function readSharing(
  clouds: Clouds,
  { instance }: ApimApi,
  fragmentId: string,
  signal: AbortSignal,
): Promise<Sharing> {
  const values = storeOf(clouds, namedValue).list(instancePath(instance), {}, signal);
  const [fragment, namedValues] = await Promise.all([
    clouds.azure.readPolicy({ kind: "fragment", instance, fragmentId }, signal),
    collect(values, signal),
  ]);
  return {
    fragment,
    namedValues: namedValues.map(({ ref: { id }, value: { displayName, value } }) => ({
      id,
      displayName,
      value,
    })),
  };
}
