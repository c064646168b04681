import { type DiscoveredKeys, type KeySets, noKeySets } from "../../token/index.ts";

/** A discovery document and its keys are good for an hour. */
const lifetime = 60 * 60 * 1000;
/** For an unknown key, or after a failure, they are fetched again at most every five minutes. */
const pause = 5 * 60 * 1000;

/** Fetches a discovery document and the key set it names; never throws. */
export type FetchKeys = (url: string) => Promise<DiscoveredKeys>;

interface Entry {
  readonly fetchedAt: number;
  readonly keys: Promise<DiscoveredKeys>;
}

/** Keeps the keys of discovery documents as long as the gateway's reference says. */
export class DiscoveryCache {
  private readonly entries = new Map<string, Entry>();
  private readonly refetchedAt = new Map<string, number>();

  constructor(
    private readonly fetchKeys: FetchKeys,
    private readonly now: () => number,
  ) {}

  /** The keys behind `urls`, fetched where they are not at hand. */
  async keySets(urls: readonly string[]): Promise<KeySets> {
    const found = await Promise.all(urls.map(async (url) => [url, await this.keysOf(url)] as const));
    return { ...noKeySets, discovery: new Map(found) };
  }

  /** Fetches again because a token names a key that is not there; `false` when that was done a moment ago. */
  async refetch(urls: readonly string[]): Promise<boolean> {
    const due = urls.filter((url) => this.now() - (this.refetchedAt.get(url) ?? -Infinity) >= pause);
    for (const url of due) {
      this.refetchedAt.set(url, this.now());
      this.fetch(url);
    }
    return due.length > 0;
  }

  private async keysOf(url: string): Promise<DiscoveredKeys> {
    const entry = this.entries.get(url);
    if (!entry) return this.fetch(url);
    const keys = await entry.keys;
    const age = this.now() - entry.fetchedAt;
    return age < (keys.kind === "keys" ? lifetime : pause) ? keys : this.fetch(url);
  }

  private fetch(url: string): Promise<DiscoveredKeys> {
    const keys = this.fetchKeys(url);
    this.entries.set(url, { fetchedAt: this.now(), keys });
    return keys;
  }
}
