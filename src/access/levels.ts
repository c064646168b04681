import { childElements, type ElementNode, type PolicySource, PolicyText } from "../policy/index.ts";
import type { InstanceSnapshot, SpaceSnapshot } from "./instance-snapshot.ts";
import type { AccessEntry } from "./report.ts";

/** A policy on the way of a call, and whether its inbound section runs. */
export interface LevelRun {
  readonly scope: "global" | "workspace" | "product" | "api" | "operation";
  /** The file it stands in, or the id of its resource. */
  readonly file: string;
  /** Where its inbound section begins, from 1. */
  readonly line: number;
  /** `unknown`: a policy inside of it cannot be read; `unreadable`: it itself cannot. */
  readonly runs: "always" | "sometimes" | "never" | "unknown" | "unreadable";
  /** The level whose policy has no `<base />`, or has it only under a condition. */
  readonly decidedBy?: LevelRun["scope"];
  /** What its inbound section does, by the names of its policies, each once. */
  readonly policies: readonly string[];
  /** The files of the fragments that it includes. */
  readonly fragments: readonly string[];
}

/** One document, as far as it matters which levels run. */
interface Document {
  readonly scope: LevelRun["scope"];
  readonly file: string;
  readonly line: number;
  readonly isReadable: boolean;
  /** Whether what is outside of it runs. */
  readonly base: "always" | "sometimes" | "never";
  readonly policies: readonly string[];
  readonly fragments: readonly string[];
}

/** Tells of the entries of an instance's report which levels a call meets, the widest first; levels without a policy are left out. */
export function levelsOf(instance: InstanceSnapshot): (entry: AccessEntry) => readonly LevelRun[] {
  const [service] = instance.spaces;
  const spaces = new Map(
    instance.spaces.map((space) => [space.workspace?.toLowerCase(), new SpaceLevels(space, service)]),
  );
  return (entry) => {
    const cut = entry.api.indexOf("/");
    const workspace = cut < 0 ? undefined : entry.api.slice(0, cut).toLowerCase();
    return spaces.get(workspace)?.of(entry.api.slice(cut + 1), entry) ?? [];
  };
}

class SpaceLevels {
  private readonly documents = new WeakMap<PolicySource, Document>();
  private readonly apis: ReadonlyMap<string, SpaceSnapshot["apis"][number]>;
  private readonly products: ReadonlyMap<string, SpaceSnapshot["products"][number]>;
  private readonly fragments: ReadonlyMap<string, string>;

  constructor(
    private readonly space: SpaceSnapshot,
    private readonly service: SpaceSnapshot | undefined,
  ) {
    this.apis = new Map(space.apis.map((api) => [api.name.toLowerCase(), api]));
    this.products = new Map(space.products.map((product) => [product.name.toLowerCase(), product]));
    const all = [...(service?.fragments ?? []), ...space.fragments];
    this.fragments = new Map(all.map(([id, { file }]) => [id.toLowerCase(), file]));
  }

  of(name: string, { operation, product }: AccessEntry): readonly LevelRun[] {
    const api = this.apis.get(name.toLowerCase());
    const own = api?.operations.find((one) => one.name === operation);
    const isWorkspace = this.space.workspace !== undefined;
    const sources: readonly (readonly [LevelRun["scope"], PolicySource | undefined])[] = [
      ["global", this.service?.policy],
      ["workspace", isWorkspace ? this.space.policy : undefined],
      ["product", product === null ? undefined : this.products.get(product.toLowerCase())?.policy],
      ["api", api?.policy],
      ["operation", own?.policy],
    ];
    const documents = sources.flatMap(([scope, source]) => (source ? [this.read(scope, source)] : []));
    return documents.map((document, index) => runOf(document, documents.slice(index + 1)));
  }

  private read(scope: LevelRun["scope"], source: PolicySource): Document {
    const known = this.documents.get(source);
    if (known) return known;
    const { namedValues } = scope === "global" && this.service ? this.service : this.space;
    const text = new PolicyText(source, (name) => namedValues.get(name));
    const document = { scope, ...this.digest(text) };
    this.documents.set(source, document);
    return document;
  }

  private digest(text: PolicyText): Omit<Document, "scope"> {
    const { root } = text.document;
    const inbound = root && childElements(root, "inbound")[0];
    const { file, line } = text.placeOf(inbound?.span.start ?? 0);
    if (text.problem !== undefined)
      return { file, line, isReadable: false, base: "never", policies: [], fragments: [] };
    const inside = inbound ? childElements(inbound) : [];
    const isThere = inside.some(({ name }) => name === "base");
    const isBelow = text.document.elements("base").some(({ section }) => section === "inbound");
    const included = text.document
      .elements("include-fragment")
      .filter(({ section }) => section === "inbound");
    return {
      file,
      line,
      isReadable: true,
      base: !inbound || isThere ? "always" : isBelow ? "sometimes" : "never",
      policies: [...new Set(inside.map(({ name }) => name).filter((name) => name !== "base"))],
      fragments: included.flatMap((element) => this.fragments.get(idIn(element)) ?? []),
    };
  }
}

function idIn({ attributes }: ElementNode): string {
  return (
    attributes
      .find(({ name }) => name === "fragment-id")
      ?.value.trim()
      .toLowerCase() ?? ""
  );
}

/** What the policies inside of it, the widest first, make of a level. */
function runOf({ isReadable, base: _, ...document }: Document, inside: readonly Document[]): LevelRun {
  if (!isReadable) return { ...document, runs: "unreadable" };
  const never = inside.find((one) => one.isReadable && one.base === "never");
  if (never) return { ...document, runs: "never", decidedBy: never.scope };
  const unread = inside.find((one) => !one.isReadable);
  if (unread) return { ...document, runs: "unknown", decidedBy: unread.scope };
  const sometimes = inside.find(({ base }) => base === "sometimes");
  return sometimes
    ? { ...document, runs: "sometimes", decidedBy: sometimes.scope }
    : { ...document, runs: "always" };
}
