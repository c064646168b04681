import { isCancelled } from "../../core/failure.ts";
import { known, type Maybe, unknown } from "../../core/known.ts";
import type { Reader } from "../kind.ts";
import { policy } from "./policy.ts";

/** The levels whose policies pass `test`, fragments among them; unknown where not all of them may be read. */
export async function policiesThat(
  test: (text: string) => boolean,
  owner: string,
  reader: Reader,
  signal: AbortSignal,
): Promise<Maybe<readonly string[]>> {
  const places: string[] = [];
  try {
    for await (const { ref, value } of reader.list(policy, owner, {}, signal))
      if (test(value.text)) places.push(ref.id);
  } catch (error) {
    if (isCancelled(error)) throw error;
    return unknown;
  }
  return known(places);
}

/** The levels whose policies get tokens by the connection `provider/name`; unknown as for {@link policiesThat}. */
export function policiesByConnection(
  connection: string,
  owner: string,
  reader: Reader,
  signal: AbortSignal,
): Promise<Maybe<readonly string[]>> {
  const names = connection.split("/").map((id) => `"${id}"`.toLowerCase());
  const getsTokens = (text: string) => {
    const plain = text.toLowerCase();
    return plain.includes("get-authorization-context") && names.every((name) => plain.includes(name));
  };
  return policiesThat(getsTokens, owner, reader, signal);
}

/** The first few of them by what people call them, and how many more there are. */
export function listed(places: readonly string[]): string {
  const first = places.slice(0, 5).map(placeName).join(", ");
  return places.length > 5 ? `${first} and ${places.length - 5} more` : first;
}

/** The level of a policy, a fragment or a backend, as a sentence has it; what is neither by its own name. */
function placeName(place: string): string {
  if (place === "global") return "the policy of all APIs";
  const [of, id = "", operations, operation] = place.split("/");
  if (of === "apis" && operations === "operations")
    return `the policy of operation ${operation} of API ${id}`;
  if (id === "" || operations !== undefined) return place;
  const names = new Map([
    ["apis", `the policy of API ${id}`],
    ["products", `the policy of product ${id}`],
    ["fragments", `fragment ${id}`],
    ["backends", `backend ${id}`],
  ]);
  return names.get(of ?? "") ?? place;
}
