import { applyEdits, type TextEdit } from "../../../core/edit.ts";
import { Failure } from "../../../core/failure.ts";
import type { PolicyLevel } from "../../../domain/apim.ts";
import { levelPath } from "../../../domain/azure-paths.ts";
import { defaultPolicy } from "../../../domain/default-policy.ts";
import { type PolicyDocument, parsePolicy } from "../../../policy/index.ts";
import type { Change } from "../../../resources/kind.ts";
import { policyChange } from "../../policy-change.ts";
import type { ApiPolicies, LevelPolicy } from "../../read-access/api-policies.ts";
import { changeIds } from "../change-ids.ts";

/** What is done to a policy, and to which element: `Insert validate-jwt into …`. */
interface Deed {
  readonly verb: "Insert" | "Complete" | "Replace";
  readonly element: string;
}

interface Draft {
  readonly origin: LevelPolicy;
  readonly text: string;
  readonly deeds: readonly Deed[];
  readonly needs: readonly string[];
}

/** Policies as they are to become: however often one is edited, it is written once. */
export class PolicyDrafts {
  private readonly drafts = new Map<string, Draft>();

  constructor(private readonly policies: ApiPolicies) {}

  /**
   * The policy of `level` as it is by now, as a document; that of a level without one is empty, but for what all APIs have, which
   * would forward no call then.
   *
   * @throws Failure `not-found` for a level that is none of the API's, `invalid-input` for a policy that could not be read.
   */
  documentOf(level: PolicyLevel): PolicyDocument {
    return parsePolicy(this.textOf(level));
  }

  /** Whether the policy of `level` is another by now. */
  isEdited(level: PolicyLevel): boolean {
    return this.drafts.has(levelPath(level));
  }

  /** How the policy of `level` is called within a sentence. */
  nameOf(level: PolicyLevel): string {
    return this.originOf(level).name;
  }

  /** Whether anything is put into the policy of `level` by `edits`, which the plan then calls a `deed`. */
  edit(level: PolicyLevel, edits: readonly TextEdit[], deed: Deed, needs: readonly string[] = []): boolean {
    if (edits.length === 0) return false;
    const origin = this.originOf(level);
    const before = this.drafts.get(levelPath(level));
    this.drafts.set(levelPath(level), {
      origin,
      text: applyEdits(this.textOf(level), edits),
      deeds: [...(before?.deeds ?? []), deed],
      needs: [...(before?.needs ?? []), ...needs],
    });
    return true;
  }

  /** What the policies become, by the path of their level. */
  texts(): ReadonlyMap<string, string> {
    return new Map([...this.drafts].map(([path, { text }]) => [path, text]));
  }

  /** One change for each policy that is another by now. */
  changes(): readonly Change[] {
    return [...this.drafts.values()].flatMap((draft) => changeOf(draft) ?? []);
  }

  private textOf(level: PolicyLevel): string {
    const draft = this.drafts.get(levelPath(level));
    if (draft) return draft.text;
    const { policy, problem, name } = this.originOf(level);
    if (problem === undefined) return policy?.text ?? (level.kind === "global" ? defaultPolicy(level) : "");
    throw new Failure(
      "invalid-input",
      `Nothing can be put into ${name}, which could not be read: ${problem}`,
      {
        remedy: "See that it can be read, or choose another place for the check.",
      },
    );
  }

  private originOf(level: PolicyLevel): LevelPolicy {
    const path = levelPath(level).toLowerCase();
    const { levels, fragments } = this.policies;
    const origin = [...levels, ...fragments].find((one) => levelPath(one.level).toLowerCase() === path);
    if (origin) return origin;
    throw new Failure("not-found", `No call of the API meets a policy of “${levelPath(level)}”.`, {
      remedy: "Choose an operation of the API, a product that it is in, or another place for the check.",
    });
  }
}

function changeOf({ origin, text, deeds, needs }: Draft): Change | undefined {
  const { level, policy } = origin;
  return policyChange(level, policy, text, {
    id: idOf(level),
    title: titleOf(origin, deeds),
    needs: [changeIds.auth0Api, ...needs],
  });
}

/** The API's own policy keeps the name that it always had in plans. */
function idOf(level: PolicyLevel): string {
  return level.kind === "api" ? changeIds.policy : `${changeIds.policy}-${levelPath(level)}`;
}

function titleOf({ name }: LevelPolicy, deeds: readonly Deed[]): string {
  const where = name.replace(/^the policy (?!fragment)/, "the inbound policy ");
  const named = (wanted: Deed["verb"]) => [
    ...new Set(deeds.filter(({ verb }) => verb === wanted).map(({ element }) => element)),
  ];
  const verbs = (["Insert", "Complete", "Replace"] as const).filter((verb) => named(verb).length > 0);
  const [first = "Complete", ...more] = verbs;
  const begin = `${first} ${named(first).join(" and ")} ${first === "Insert" ? "into" : "in"} ${where}`;
  return [begin, ...more.map((verb) => `and ${verb.toLowerCase()} ${named(verb).join(" and ")}`)].join(", ");
}
