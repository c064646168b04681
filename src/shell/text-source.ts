import { l10n, Range, type TextDocument, type Uri, window, workspace } from "vscode";
import { Failure, isCancelled, type TextPlace, toFailure } from "../core/failure.ts";
import { showMessage } from "./messages.ts";
import { back } from "./prompts.ts";
import { askWayOn, type WayOn } from "./ways-on.ts";

/** Where a text is that a person gives; it may change until it is read. */
export interface TextSource<T> {
  readonly kind: "file" | "address" | "front" | "sample";
  /** Reads it anew each time. */
  read(): Promise<T>;
  /** Shows it to be mended, at a place; left out where it is not the person's own. */
  readonly show?: (place: TextPlace | undefined) => Promise<void>;
  /** Asks for another one of the same sort; left out where there is but one. */
  readonly another?: () => Promise<TextSource<T> | typeof back>;
}

/** A file's text, and what people call the file. */
export interface FileText {
  readonly text: string;
  readonly origin: string;
  readonly uri: Uri;
}

/** Asks for a file; `back` when the person chose none. */
export async function askFile(
  title: string,
  filters: Readonly<Record<string, readonly string[]>>,
): Promise<TextSource<FileText> | typeof back> {
  const types = Object.fromEntries(Object.entries(filters).map(([name, ends]) => [name, [...ends]]));
  const [uri] = (await window.showOpenDialog({ title, filters: types })) ?? [];
  if (!uri) return back;
  return {
    kind: "file",
    read: async () => ({ text: await textIn(uri), origin: nameOf(uri), uri }),
    show: async (place) => showAt(await workspace.openTextDocument(uri), place),
    another: () => askFile(title, filters),
  };
}

/**
 * Reads what is asked for until it is sound. What is wrong is said, with its place where that is known, and how to go on is asked:
 * the same again, once it is mended, or another.
 *
 * @param read throws a `Failure` for what is not sound.
 * @returns `back` when the person wants neither.
 */
export async function readUntilSound<T, R>(
  first: TextSource<T> | typeof back,
  read: (given: T) => R | Promise<R>,
): Promise<R | typeof back> {
  let source = first;
  while (source !== back) {
    try {
      return await read(await source.read());
    } catch (error) {
      if (isCancelled(error)) throw error;
      source = await nextAfter(toFailure(error), source);
    }
  }
  return back;
}

/** What is read after a mistake: the same, perhaps mended meanwhile, or another; `back` for what is neither. */
async function nextAfter<T>(failure: Failure, source: TextSource<T>): Promise<TextSource<T> | typeof back> {
  const way = await askWayOn(failure, waysAfter(source));
  switch (way) {
    case "again":
      return source;
    case "another":
      return (await source.another?.()) ?? back;
    case "show":
      await source.show?.(failure.place);
      return afterMending(failure, source);
    case undefined:
      return back;
  }
}

type Way = "again" | "another" | "show";

function waysAfter({ kind, show }: TextSource<unknown>): readonly WayOn<Way>[] {
  const open: readonly WayOn<Way>[] = show
    ? [{ title: kind === "file" ? l10n.t("Open File") : l10n.t("Show It"), value: "show" }]
    : [];
  switch (kind) {
    case "file":
      return [{ title: l10n.t("Choose Another File"), value: "another" }, ...open];
    case "address":
      return [
        { title: l10n.t("Try Again"), value: "again" },
        { title: l10n.t("Another Address"), value: "another" },
      ];
    case "front":
    case "sample":
      return open;
  }
}

/** Waits beside the editor, not before it, until the person says that it is mended. */
async function afterMending<T>(
  failure: Failure,
  source: TextSource<T>,
): Promise<TextSource<T> | typeof back> {
  const again = l10n.t("Read It Again");
  const another = l10n.t("Choose Another File");
  const buttons = source.another ? [again, another] : [again];
  const text = l10n.t("{0} The import goes on when it is mended.", failure.text);
  const answer = await showMessage({ kind: "warning", text }, buttons);
  if (answer === again) return source;
  if (answer === another) return (await source.another?.()) ?? back;
  throw new Failure("cancelled", "Cancelled.", { cause: failure });
}

/** What an editor shows of it and has not saved counts too. */
async function textIn(file: Uri): Promise<string> {
  const open = workspace.textDocuments.find(({ uri }) => uri.toString() === file.toString());
  if (open?.isDirty) return open.getText();
  try {
    return new TextDecoder().decode(await workspace.fs.readFile(file));
  } catch (cause) {
    throw new Failure("not-found", l10n.t("{0} cannot be read.", nameOf(file)), {
      remedy: l10n.t("It may have been moved, or be a folder, or not yours to read."),
      cause,
    });
  }
}

/** Shows a document with the cursor at a place. */
export async function showAt(document: TextDocument, place: TextPlace | undefined): Promise<void> {
  const { line, column } = place ?? { line: 1, column: 1 };
  const selection = new Range(line - 1, column - 1, line - 1, column - 1);
  await window.showTextDocument(document, { selection, preview: false });
}

/** The last part of a path. */
export function nameOf({ path }: Pick<Uri, "path">): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
