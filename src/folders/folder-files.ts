/** The files below one folder. */
export interface FolderFiles {
  /** Paths from the folder on, with slashes, in the order of their names. */
  readonly paths: readonly string[];
  /** Throws `Failure` for what cannot be read as text. */
  read(path: string): Promise<string>;
}
