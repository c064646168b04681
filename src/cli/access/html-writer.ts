import { randomUUID } from "node:crypto";
import * as path from "node:path";
import { renderAccessPage } from "../../access/page/index.ts";
import type { Writer } from "./told.ts";

/** One page that needs nothing beside it. */
export const writeHtml: Writer = ({ entries, notes, source, instances }) =>
  renderAccessPage(
    { title: `Who gets in: ${path.basename(path.resolve(source))}`, entries, notes, instances },
    randomUUID(),
  );
