/** A folder of small texts for whoever runs this product. What was written lasts when a call returns. */
export interface TextFolder {
  /** In no order; none when the folder is not there. */
  names(): Promise<readonly string[]>;
  /** `undefined` when there is none. */
  read(name: string): Promise<string | undefined>;
  /** Puts `text` in the place of what is there, whole or not at all. */
  replace(name: string, text: string): Promise<void>;
  /** Deleting what is gone is no error. */
  delete(name: string): Promise<void>;
}
