export type { FolderFiles } from "./folder-files.ts";
export { noOverrides, readOverrides } from "./overrides.ts";
export { readPolicyFolder } from "./read-folder.ts";
