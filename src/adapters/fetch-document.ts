import { Failure, throwIfCancelled } from "../core/failure.ts";
import {
  addressInWords,
  addressProblem,
  type FetchedDocument,
  type FetchLimits,
  fetchLimits,
  isOwnMachine,
} from "../domain/document-fetcher.ts";
import { linkSignal } from "./abortable.ts";
import { AnswerTooLong, bounded } from "./bounded.ts";
import { unreachable } from "./unreachable.ts";

const byFile = "Open it in a browser, save it as a file, and choose “From a file”.";

/**
 * The text at an address, redirects followed as long as each address is one that may be fetched.
 *
 * @throws Failure `invalid-input`, `not-found`, `unauthorized`, `rejected` or `unreachable`, each with what to do.
 */
export async function fetchDocument(
  fetch: typeof globalThis.fetch,
  address: string,
  signal: AbortSignal,
  limits: FetchLimits = fetchLimits,
): Promise<FetchedDocument> {
  const linked = linkSignal(signal, limits.milliseconds);
  let url = address;
  try {
    for (let redirects = 0; redirects <= limits.redirects; redirects += 1) {
      requireAddress(url, address);
      const response = await fetch(url, { redirect: "manual", signal: linked.signal, headers: accepted });
      const next = response.headers.get("location");
      if (response.status < 300 || response.status >= 400 || next === null) {
        requireSuccess(response, url);
        return { text: await readText(response, url, limits.bytes), url };
      }
      await response.body?.cancel();
      url = new URL(next, url).href;
    }
  } catch (error) {
    throwIfCancelled(signal);
    if (error instanceof Failure) throw error;
    throw whyNot(linked.signal.aborted ? linked.signal.reason : error, url);
  } finally {
    linked.letGo();
  }
  throw new Failure(
    "rejected",
    `${addressInWords(address)} leads from one address to the next without end.`,
    {
      remedy: byFile,
    },
  );
}

const accepted = {
  accept: "application/json, application/yaml, application/wsdl+xml, text/xml, */*;q=0.5",
} as const;

function requireAddress(url: string, first: string): void {
  const problem = addressProblem(url) ?? inwardsProblem(url, first);
  if (problem === undefined) return;
  if (url === first) throw new Failure("invalid-input", problem);
  throw new Failure(
    "rejected",
    `${addressInWords(first)} leads on to ${addressInWords(url)}, which is not fetched. ${problem}`,
    {
      remedy: byFile,
    },
  );
}

/** Whoever is elsewhere shall not have this machine ask itself. */
function inwardsProblem(url: string, first: string): string | undefined {
  return isOwnMachine(url) && !isOwnMachine(first) ? "It leads back to this machine." : undefined;
}

function requireSuccess({ status, statusText }: Response, url: string): void {
  if (status >= 200 && status < 300) return;
  const answer = `${addressInWords(url)} answered ${[status, statusText].filter(Boolean).join(" ")}`;
  if (status === 401 || status === 403)
    throw new Failure("rejected", `${answer}: the document is not open to everybody.`, { remedy: byFile });
  if (status === 404 || status === 410)
    throw new Failure("not-found", `${answer}: there is no document.`, {
      remedy: "Check the address; open it in a browser to see what is there.",
    });
  throw new Failure("rejected", `${answer}.`, { remedy: "Try again later, or save the document as a file." });
}

async function readText(response: Response, url: string, most: number): Promise<string> {
  try {
    return await bounded(response, most).text();
  } catch (error) {
    if (!(error instanceof AnswerTooLong)) throw error;
    const size = `${most / 1024 / 1024} MB`;
    throw new Failure(
      "rejected",
      `The document at ${addressInWords(url)} has more than ${size}; the service takes 4 MB at most.`,
      {
        remedy: "Import a smaller one, such as a part of the API.",
      },
    );
  }
}

function whyNot(error: unknown, url: string): Failure {
  const { host } = new URL(url);
  const known = unreachable({ name: host, host, isSandbox: false }, error);
  if (known) return known;
  return new Failure("unreachable", `The document at ${addressInWords(url)} could not be fetched.`, {
    remedy: byFile,
    cause: error,
  });
}
