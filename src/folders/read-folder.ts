import type { InstanceSnapshot } from "../access/index.ts";
import { Failure } from "../core/failure.ts";
import type { FolderFiles } from "./folder-files.ts";
import { groupBy } from "./group-by.ts";
import { Information } from "./information.ts";
import { noOverrides, type Overrides } from "./overrides.ts";
import { type Part, partsAmong } from "./parts.ts";
import { readSpace } from "./read-space.ts";

/**
 * Reads a folder in the layout of APIOps or of its successor apiops-cli, at any depth, as snapshots of the instances it mirrors.
 *
 * @throws Failure `not-found` when there is nothing of the kind.
 */
export async function readPolicyFolder(
  files: FolderFiles,
  overrides: Overrides = noOverrides,
): Promise<readonly InstanceSnapshot[]> {
  const parts = partsAmong(files.paths);
  if (parts.length === 0) {
    throw new Failure("not-found", "There are no policies of API Management in the folder.", {
      remedy:
        "Name one that APIOps or apiops-cli has written, with apis/{name}/apiInformation.json or policy.xml in it.",
    });
  }
  const instances: InstanceSnapshot[] = [];
  for (const group of groupBy(parts, ({ root }) => root)) {
    instances.push(await readInstance(group, files, overrides));
  }
  return instances;
}

async function readInstance(
  parts: readonly Part[],
  files: FolderFiles,
  overrides: Overrides,
): Promise<InstanceSnapshot> {
  const notes: string[] = [];
  const information = new Information(files, overrides, (note) => notes.push(note));
  const workspaces = new Set(parts.map(({ workspace }) => workspace));
  workspaces.delete(undefined);
  const spaces = [];
  for (const workspace of [undefined, ...workspaces]) {
    const own = parts.filter((part) => part.workspace === workspace);
    spaces.push(await readSpace(own, workspace, information));
  }
  return { spaces, notes };
}
