import { attribute, childElements, type ElementNode, PassedOver } from "../../policy/index.ts";
import type { SectionName } from "./statement.ts";

/** Something that a policy may change and a later one may read. */
type Changeable = "variable" | "request header" | "response header" | "status" | "method" | "address";

const any = "*";

/** What policies that were passed over would have changed: nothing may be concluded from it any more. */
export class Unknowns {
  private readonly unknown = new Set<string>();

  /** @throws PassedOver when `what` may have been changed by a policy that did not run. */
  require(what: Changeable, name = ""): void {
    if (!this.unknown.has(`${what} ${any}`) && !this.unknown.has(keyOf(what, name))) return;
    throw new PassedOver(`The ${what}${name === "" ? "" : ` “${name}”`} hangs on a policy that did not run.`);
  }

  /** Notes that a variable has a value that is known. */
  learn(variable: string): void {
    this.unknown.delete(keyOf("variable", variable));
  }

  /**
   * Notes what `element`, which is passed over in `section`, and all within it would have changed; `fragmentOf` gives
   * the root of a fragment by its id.
   */
  note(
    element: ElementNode,
    section: SectionName,
    fragmentOf: (id: string) => ElementNode | undefined,
  ): void {
    const side = section === "inbound" || section === "backend" ? "request header" : "response header";
    switch (element.name) {
      case "set-variable":
        this.add("variable", literal(element, "name"));
        break;
      case "set-header":
        this.add(side, literal(element, "name"));
        break;
      case "authentication-basic":
      case "authentication-managed-identity":
        this.add("request header", "authorization");
        break;
      case "set-status":
        this.add("status", "");
        break;
      case "set-method":
        this.add("method", "");
        break;
      case "rewrite-uri":
      case "set-query-parameter":
        this.add("address", "");
        break;
    }
    for (const { name } of element.attributes) {
      if (name.endsWith("variable-name")) this.add("variable", literal(element, name));
    }
    const fragment =
      element.name === "include-fragment" ? fragmentOf(literal(element, "fragment-id")) : undefined;
    for (const child of [...childElements(element), ...(fragment ? childElements(fragment) : [])]) {
      this.note(child, section, fragmentOf);
    }
  }

  private add(what: Changeable, name: string): void {
    this.unknown.add(keyOf(what, name));
  }
}

function keyOf(what: Changeable, name: string): string {
  return `${what} ${what === "variable" ? name : name.toLowerCase()}`;
}

/** The name that an attribute gives; any name when it is an expression or a named value. */
function literal(element: ElementNode, name: string): string {
  const value = attribute(element, name)?.value ?? any;
  return /@[({]|\{\{/.test(value) ? any : value;
}
