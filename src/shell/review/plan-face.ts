import type { AccessChange, WantedToken } from "../../access/index.ts";
import type { ApimApi, Instance } from "../../domain/apim.ts";
import type { Journal } from "../../resources/journal.ts";
import type { Json } from "../../resources/kind.ts";
import type { Names } from "../../resources/names.ts";
import type { Assurance } from "../../workflows/assurance.ts";

/** What the pages of a plan show besides its changes; it is kept with the journal, so there is nothing secret in it. */
export interface PlanFace extends Partial<PasswordPage> {
  readonly purpose: "secure" | "test";
  /** The API that it is about. */
  readonly api: ApimApi;
  readonly instance: Instance;
  readonly unchanged: readonly string[];
  readonly notes: readonly string[];
  readonly assurance: Assurance;
  /** One sentence. */
  readonly policiesRead?: string;
  /** Who gets in before the plan is carried out and after; left out where it changes nothing about that. */
  readonly access?: AccessChange;
  /** The same at other APIs, where it changes something there. */
  readonly elsewhere?: AccessChange;
  /** The tokens that the plan lets in. */
  readonly wanted?: WantedToken;
  /** Who gets in as it was read back once all was made; or why that could not be read. */
  readonly readBack?: ReadBack;
}

/** See {@link PlanFace.readBack}. */
export type ReadBack =
  | { readonly kind: "read"; readonly access: AccessChange }
  | { readonly kind: "unread"; readonly why: string };

/** What the page of any plan shows besides its changes. */
export interface ReviewFace
  extends Pick<PlanFace, "unchanged" | "notes" | "assurance" | "policiesRead" | "access" | "elsewhere"> {
  /** A plan can be made that leaves fewer callers in without a token. */
  readonly canSecureMore?: boolean;
  /** What its changes name by ids, and where they are made; ids alone when left out. */
  readonly words?: Names & { placeOf(owner: string): string };
}

/** The face as a journal keeps it. */
export function toPage(face: PlanFace): Json {
  return JSON.parse(JSON.stringify(face));
}

/** The face that a journal keeps; `undefined` for a plan of another kind. */
export function faceOf({ page }: Journal): PlanFace | undefined {
  const isFace = typeof page === "object" && page !== null && "purpose" in page && "api" in page;
  // Written by toPage and nothing else.
  return isFace ? (page as unknown as PlanFace) : undefined;
}

/** What a journal keeps of a plan that gives a user a password which was made up here: nothing secret. */
interface PasswordPage {
  /** The change that gives it. */
  readonly passwordOf: string;
  /** What people call the user, where the change does not say it. */
  readonly user?: string;
}

/** As a journal keeps it. */
export function passwordPage(page: PasswordPage): Json {
  return { ...page };
}

/** What a journal says of a password that is to be shown; nothing where there is none. */
export function passwordIn({ page }: Journal): Partial<PasswordPage> {
  // Written by passwordPage and by the page of a plan that secures an API, where it has the same name.
  return typeof page === "object" && page !== null && "passwordOf" in page
    ? (page as Partial<PasswordPage>)
    : {};
}
