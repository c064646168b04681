import type { EffectiveElement, EffectiveNode } from "../policy/index.ts";
import { itemsOf } from "./chain.ts";
import type { Check, CheckPlace } from "./report.ts";
import type { State } from "./state.ts";
import type { Section, Sight, Watch } from "./watch.ts";
import { attributeText } from "./written.ts";

/** A policy that some call reaches. */
interface Visit {
  readonly node: EffectiveElement;
  readonly section: Section;
  /** Whether what stands around it decides who comes to it. */
  readonly isByCondition: boolean;
  /** In so many states calls come to it. */
  times: number;
  /** Some call goes on behind it. */
  passes: boolean;
}

/** What a policy turned out to do. */
export interface Seen {
  readonly node: EffectiveElement;
  readonly sight: Sight;
  /** In so many states. */
  times: number;
}

/** Where no call goes on any more. */
interface Stop {
  readonly nodes: readonly EffectiveNode[];
  readonly index: number;
}

/** Policies that decide which of the policies in them a call meets. */
const deciding = ["choose", "wait"];
/** Policies that put something in the place of what a check reads. */
const replacing: Readonly<Record<string, (node: EffectiveElement) => string>> = {
  "set-header": ({ element }) => `header ${attributeText(element, "name")?.toLowerCase()}`,
  "set-query-parameter": ({ element }) => `query ${attributeText(element, "name")}`,
  "authentication-basic": () => "header authorization",
  "authentication-managed-identity": () => "header authorization",
};

/** Keeps what was met while the ways of a call were followed. */
export class Sightings implements Watch {
  private readonly visits = new Map<EffectiveElement, Visit>();
  private readonly stops = new Map<readonly EffectiveNode[], number>();
  private readonly around: EffectiveElement[] = [];
  private readonly kept = new Map<string, Seen>();
  private readonly byPlace = new Map<string, EffectiveElement>();
  /** By what it replaces, the last policy that does. */
  private readonly replaced = new Map<string, EffectiveElement>();
  /** Places of checks of headers that browsers do not send ahead. */
  private readonly headerChecks = new Set<string>();
  /** The first `cors`, and the check that whoever comes to it has met in any case. */
  private cors:
    | { readonly node: EffectiveElement; readonly behind: EffectiveElement | undefined }
    | undefined;
  /** Policies by which `on-error` answers with success. */
  readonly answersToErrors = new Set<EffectiveElement>();

  enter(node: EffectiveElement, states: readonly State[], section: Section): void {
    const isByCondition = this.around.some(({ name }) => deciding.includes(name));
    this.around.push(node);
    const visit = this.visits.get(node) ?? { node, section, isByCondition, times: 0, passes: false };
    visit.times += states.length;
    this.visits.set(node, visit);
    this.byPlace.set(keyOf(node.name, node.origin.placeOf(node.element.span.start)), node);
    const replaces = replacing[node.name];
    if (replaces) this.replaced.set(replaces(node), node);
    if (section !== "inbound") return;
    if (node.name === "check-header") this.noteHeaderCheck(node, states);
    if (node.name === "cors") this.cors ??= { node, behind: this.checkBefore(states) };
  }

  leave(node: EffectiveElement, states: readonly State[]): void {
    this.around.pop();
    const visit = this.visits.get(node);
    if (visit && states.length > 0) visit.passes = true;
  }

  stop(nodes: readonly EffectiveNode[], index: number): void {
    this.stops.set(nodes, Math.max(index, this.stops.get(nodes) ?? 0));
  }

  see(node: EffectiveElement, sight: Sight): void {
    const other =
      "other" in sight ? keyOf("", sight.other.origin.placeOf(sight.other.element.span.start)) : "";
    const place = keyOf(node.name, node.origin.placeOf(node.element.span.start));
    const key = `${sight.kind} ${place} ${node.element.span.start} ${other}`;
    const seen = this.kept.get(key) ?? { node, sight, times: 0 };
    seen.times += 1;
    this.kept.set(key, seen);
  }

  answersError(node: EffectiveElement | undefined): void {
    const by =
      node ??
      this.met.findLast(({ node: { name }, section }) => name === "set-status" && section === "on-error")
        ?.node;
    if (by) this.answersToErrors.add(by);
  }

  /** What calls reach, in the order in which they first do. */
  get met(): readonly Visit[] {
    return [...this.visits.values()];
  }

  get seen(): readonly Seen[] {
    return [...this.kept.values()];
  }

  get corsBehind(): typeof this.cors {
    return this.cors;
  }

  visitOf(node: EffectiveElement): Visit | undefined {
    return this.visits.get(node);
  }

  /** Where calls end for good: of each list of nodes the last that some call came to. */
  get ends(): readonly Stop[] {
    return [...this.stops].map(([nodes, index]) => ({ nodes, index }));
  }

  /** The policy that ends all calls that come to a list of nodes; `undefined` when some go on. */
  endOf(nodes: readonly EffectiveNode[]): EffectiveElement | undefined {
    const index = this.stops.get(nodes);
    const by = index === undefined ? undefined : nodes[index];
    if (!by || by.kind === "unknown") return undefined;
    if (by.kind === "part") return this.endOf(by.nodes);
    return deciding.includes(by.name) ? by : (this.endOf(by.children) ?? by);
  }

  /** The policy that put something in the place of the token that a check reads. */
  replacerOf(source: string | undefined): EffectiveElement | undefined {
    return source === undefined ? undefined : this.replaced.get(source);
  }

  private noteHeaderCheck(node: EffectiveElement, states: readonly State[]): void {
    const name = attributeText(node.element, "name")?.toLowerCase();
    const isTheirs = states.every(({ sent }) => !sent.has(`header ${name}`) && !sent.has("*"));
    if (isTheirs) this.headerChecks.add(keyOf("header", node.origin.placeOf(node.element.span.start)));
  }

  /** A check that is met on every way to `states` by what a browser does not send ahead; `undefined` when that is not certain. */
  private checkBefore(states: readonly State[]): EffectiveElement | undefined {
    let found: EffectiveElement | undefined;
    for (const { trails } of states) {
      if (trails.count > trails.list.length) return undefined;
      for (const { checks } of trails.list) {
        const check = itemsOf(checks).find((one) => this.keepsPreflightOut(one));
        if (!check) return undefined;
        found ??= this.elementOf(check);
      }
    }
    return found;
  }

  private keepsPreflightOut({ kind, rejects, from }: Check): boolean {
    if (kind === "header") return this.headerChecks.has(keyOf(kind, from));
    return rejects && (kind === "jwt" || kind === "entra" || kind === "certificate");
  }

  private elementOf({ kind, from }: Check): EffectiveElement | undefined {
    const name = elements[kind];
    return name === undefined ? undefined : this.byPlace.get(keyOf(name, from));
  }
}

const elements: Readonly<Partial<Record<Check["kind"], string>>> = {
  jwt: "validate-jwt",
  entra: "validate-azure-ad-token",
  certificate: "validate-client-certificate",
  header: "check-header",
};

function keyOf(what: string, { file, line }: Pick<CheckPlace, "file" | "line">): string {
  return `${what} ${file}:${line}`;
}
