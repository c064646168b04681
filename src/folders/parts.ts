/** What a file of a policy folder says, by where it lies. */
export type PartKind =
  | "space policy"
  | "api information"
  | "api policy"
  | "specification"
  | "operation information"
  | "operation policy"
  | "product information"
  | "product policy"
  | "product apis"
  | "product api"
  | "fragment policy"
  | "fragment information"
  | "named value";

/** A file of a policy folder. */
export interface Part {
  readonly kind: PartKind;
  readonly path: string;
  /** The folder of the instance, with a slash behind it; empty for the folder that was named. */
  readonly root: string;
  readonly workspace: string | undefined;
  /** The resource's name; empty for a policy of the instance or a workspace. */
  readonly name: string;
  /** The name of what lies in the resource: an operation, an API of a product. */
  readonly inner: string | undefined;
}

/** Folders of resources, and what their files are; of the inner folder's name the first group is kept. */
const shapes: readonly (readonly [folder: string, rest: RegExp, kind: PartKind])[] = [
  ["apis", /^apiInformation\.json$/, "api information"],
  ["apis", /^policy\.xml$/, "api policy"],
  ["apis", /^specification\.(?:ya?ml|json|graphql|wsdl|wadl)$/, "specification"],
  ["apis", /^operations\/([^/]+)\/policy\.xml$/, "operation policy"],
  ["apis", /^operations\/([^/]+)\/operationInformation\.json$/, "operation information"],
  ["products", /^productInformation\.json$/, "product information"],
  ["products", /^policy\.xml$/, "product policy"],
  ["products", /^apis\.json$/, "product apis"],
  ["products", /^apis\/([^/]+)\/productApiInformation\.json$/, "product api"],
  ["policy fragments", /^policy\.xml$/, "fragment policy"],
  ["policy fragments", /^policyFragmentInformation\.json$/, "fragment information"],
  ["policyFragments", /^policy\.xml$/, "fragment policy"],
  ["policyFragments", /^policyFragmentInformation\.json$/, "fragment information"],
  ["named values", /^namedValueInformation\.json$/, "named value"],
  ["namedValues", /^namedValueInformation\.json$/, "named value"],
];

/** The parts among files; a policy of an instance or a workspace is told by what lies beside it. */
export function partsAmong(paths: readonly string[]): readonly Part[] {
  const parts = paths.flatMap((path) => partAt(path) ?? []);
  const roots = new Set(parts.map(({ root }) => root));
  const isAlone = roots.size === 0;
  const policies = paths.flatMap((path): readonly Part[] => {
    if (path !== "policy.xml" && !path.endsWith("/policy.xml")) return [];
    const space = spaceOf(path.split("/").slice(0, -1));
    // with nothing beside it, the one at the top is an instance's that has no APIs yet
    const isSpace = roots.has(space.root) || (isAlone && path === "policy.xml");
    return isSpace ? [{ ...space, kind: "space policy", path, name: "", inner: undefined }] : [];
  });
  return [...parts, ...policies];
}

function partAt(path: string): Part | undefined {
  const segments = path.split("/");
  for (let at = 0; at + 2 < segments.length; at += 1) {
    const [folder, name = "", ...rest] = segments.slice(at);
    for (const [wanted, pattern, kind] of shapes) {
      const match = wanted === folder ? pattern.exec(rest.join("/")) : null;
      if (!match) continue;
      const space = spaceOf(segments.slice(0, at));
      return { kind, path, ...space, name, inner: match[1] };
    }
  }
  return undefined;
}

function spaceOf(folders: readonly string[]): Pick<Part, "root" | "workspace"> {
  const isWorkspace = folders.at(-2) === "workspaces";
  const root = isWorkspace ? folders.slice(0, -2) : folders;
  const workspace = isWorkspace ? folders.at(-1) : undefined;
  return { root: root.map((folder) => `${folder}/`).join(""), workspace };
}
