import {
  type Definition,
  type DefinitionProvider,
  Location,
  type Position,
  Range,
  type TextDocument,
  type Uri,
  workspace,
} from "vscode";
import { schemes } from "../ids.ts";
import { fragmentLevel, levelOf, policyUri } from "../policy-uri.ts";
import type { PolicyParser } from "./policy-engine.ts";

/** More files of one name than anybody wants to choose from. */
const maxDefinitions = 20;

/**
 * From `include-fragment` to the fragment: in a policy that was opened from an instance to the document there, in a file
 * to `<id>.xml`, `<id>.fragment.xml`, `<id>.policy.xml` or `<id>/policy.xml` in the workspace.
 */
export class FragmentDefinitionProvider implements DefinitionProvider {
  constructor(private readonly parser: PolicyParser) {}

  async provideDefinition(document: TextDocument, position: Position): Promise<Definition | undefined> {
    // what runs as a whole has its own way to where things are written
    if (document.uri.scheme === schemes.effective) return undefined;
    const { engine, policy } = await this.parser.parse(document);
    const reference = engine.fragmentReferenceAt(policy, document.offsetAt(position));
    if (!reference) return undefined;
    const found =
      document.uri.scheme === schemes.policy
        ? inInstance(document.uri, reference.id)
        : await inWorkspace(reference.id);
    const top = new Range(0, 0, 0, 0);
    return found.map((uri) => new Location(uri, top));
  }
}

/** Also for a fragment that is not there yet: its document opens empty, and the first save creates it. */
function inInstance(from: Uri, fragmentId: string): Uri[] {
  const level = fragmentLevel(levelOf(from), fragmentId);
  return level ? [policyUri(level)] : [];
}

async function inWorkspace(fragmentId: string): Promise<Uri[]> {
  const name = fragmentId.replace(/[{}[\]*?,]/g, "?");
  const pattern = `**/{${name}.xml,${name}.fragment.xml,${name}.policy.xml,${name}/policy.xml}`;
  return workspace.findFiles(pattern, "**/node_modules/**", maxDefinitions);
}
