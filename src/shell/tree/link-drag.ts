import { commands, type DataTransfer, DataTransferItem, l10n, type TreeDragAndDropController } from "vscode";
import { commandIds } from "../ids.ts";
import { showMessage } from "../messages.ts";
import type { BothSides, ResourceTarget, Target } from "../target.ts";
import type { TreeNode } from "./tree-node.ts";

/** What is dragged: the id of a node of one of our trees. */
const mimeType = "application/vnd.auth0-apim.api";

/** The id of the kind of Auth0 APIs; the kind itself is loaded with the trees' nodes. */
const auth0ApiKind = "auth0-api";

/** Links an Auth0 API and an API of API Management where one is dropped on the other: the command then asks and shows its plan. */
export class LinkDrag implements TreeDragAndDropController<TreeNode> {
  readonly dragMimeTypes = [mimeType];
  readonly dropMimeTypes = [mimeType];

  /** `nodeOf` finds a node of either tree that is shown. */
  constructor(private readonly nodeOf: (id: string) => TreeNode | undefined) {}

  handleDrag([node]: readonly TreeNode[], transfer: DataTransfer): void {
    if (node?.target && isSide(node.target)) transfer.set(mimeType, new DataTransferItem(node.id));
  }

  async handleDrop(onto: TreeNode | undefined, transfer: DataTransfer): Promise<void> {
    const dragged = await draggedId(transfer);
    const sides = sidesOf(dragged === undefined ? undefined : this.nodeOf(dragged)?.target, onto?.target);
    if (sides) await commands.executeCommand(commandIds.secureApi, sides);
    else if (dragged !== undefined) {
      const text = l10n.t(
        "To link two APIs, drop an Auth0 API on an API of API Management, or the other way.",
      );
      void showMessage({ kind: "information", text }, []);
    }
  }
}

/** What the browser dragged comes first, without its text; what the extension said of it, second, under the same name. */
async function draggedId(transfer: DataTransfer): Promise<string | undefined> {
  for (const [type, item] of transfer) {
    const text = type === mimeType ? await item.asString() : "";
    if (text !== "") return text;
  }
  return undefined;
}

/** The two sides of a link, whichever was dropped on the other. */
function sidesOf(one: Target | undefined, other: Target | undefined): BothSides | undefined {
  const sides = [one, other].filter((side) => side !== undefined);
  const target = sides.find((side) => side.kind === "apim-api");
  const auth0Api = sides.find(isAuth0Api);
  return target && auth0Api && { target, auth0Api };
}

function isSide(target: Target): boolean {
  return target.kind === "apim-api" || isAuth0Api(target);
}

function isAuth0Api(target: Target): target is ResourceTarget {
  return target.kind === "resource" && target.of.id === auth0ApiKind;
}
