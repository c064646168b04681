/** The files and folders that .vscodeignore lets through; everything else stays out. */
export function extensionParts(root: string): readonly string[];

/** The files of those parts that are there, relative to `root`. */
export function extensionFiles(root: string): readonly string[];
