import { throwIfCancelled } from "../../core/failure.ts";
import type { TreeNode } from "./tree-node.ts";

/**
 * The children of one node as far as they have been read. The list they come from stays open, so that the next page
 * costs only itself.
 */
export class PagedChildren {
  readonly nodes: TreeNode[] = [];
  private readonly controller = new AbortController();
  private readonly iterator: AsyncIterator<TreeNode>;
  /** One node read ahead, so that "Load more" is shown only when there is more. */
  private ahead: TreeNode | undefined;
  private ended = false;
  loading = false;

  constructor(children: (signal: AbortSignal) => AsyncIterable<TreeNode>) {
    this.iterator = children(this.controller.signal)[Symbol.asyncIterator]();
  }

  /** Known without another call: one node is read ahead. */
  get hasMore(): boolean {
    return this.ahead !== undefined;
  }

  /** Reads up to `count` more nodes. Throws what the list throws, and `cancelled` after {@link cancel}. */
  async readPage(count: number): Promise<void> {
    const enough = this.nodes.length + count;
    this.loading = true;
    try {
      while (this.nodes.length < enough && !this.ended) await this.readOne();
      if (!this.ahead && !this.ended) await this.readAhead();
    } finally {
      this.loading = false;
    }
  }

  /** Ends the reading that is under way, and all later ones. */
  cancel(): void {
    this.controller.abort();
    void this.iterator.return?.();
  }

  private async readOne(): Promise<void> {
    if (!this.ahead) await this.readAhead();
    if (this.ahead) this.nodes.push(this.ahead);
    this.ahead = undefined;
  }

  private async readAhead(): Promise<void> {
    const next = await this.iterator.next();
    throwIfCancelled(this.controller.signal);
    if (next.done) this.ended = true;
    else this.ahead = next.value;
  }
}
