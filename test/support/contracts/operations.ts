import { asList, asNode, type Documents, type Located } from "./documents.ts";

/** A parameter of an operation: OpenAPI 2 and 3 say its schema in different places. */
export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly schema: Located;
}

/** One operation of a contract. */
export interface Operation {
  /** `GET /connections/{id}/clients`. */
  readonly name: string;
  readonly method: string;
  readonly template: string;
  readonly document: string;
  /** JSON pointer of the operation within its document, as names. */
  readonly pointer: readonly string[];
  readonly place: Located;
  readonly parameters: readonly Parameter[];
  /** The version that `api-version` must name; `undefined` outside of Azure. */
  readonly apiVersion: string | undefined;
}

/** An operation that a request is meant for, with the values of its path. */
export interface Match {
  readonly operation: Operation;
  readonly path: Readonly<Record<string, string>>;
}

interface Route {
  readonly method: string;
  readonly segments: readonly string[];
  readonly open: () => Operation;
}

const methods: ReadonlySet<string> = new Set(["get", "put", "post", "patch", "delete", "head", "options"]);

/** The operations of some documents, found by method and path. */
export class Operations {
  private readonly routes: Route[] = [];
  private readonly documents: Documents;
  private readonly isAzure: boolean;

  /** @param isAzure names in paths are compared without regard to case, and `api-version` must fit. */
  constructor(documents: Documents, uris: readonly string[], isAzure: boolean) {
    this.documents = documents;
    this.isAzure = isAzure;
    for (const uri of uris) this.addDocument(uri);
  }

  /** The operation with the most fixed names in its path. */
  find(method: string, path: string): Match | undefined {
    const segments = path.replace(/\/+$/, "").split("/").map(decodeURIComponent);
    const candidates = this.routes
      .filter((route) => route.method === method.toUpperCase())
      .flatMap((route) => {
        const values = this.match(route.segments, segments);
        return values ? [{ route, values }] : [];
      });
    candidates.sort((a, b) => Object.keys(a.values).length - Object.keys(b.values).length);
    const [best] = candidates;
    return best && { operation: best.route.open(), path: best.values };
  }

  private addDocument(uri: string): void {
    const document = this.documents.get(uri);
    for (const [template, item] of Object.entries(asNode(document["paths"]))) {
      for (const method of Object.keys(asNode(item)).filter((name) => methods.has(name))) {
        let operation: Operation | undefined;
        this.routes.push({
          method: method.toUpperCase(),
          segments: template.replace(/\/+$/, "").split("/"),
          open: () => {
            operation ??= this.openOperation(uri, template, method);
            return operation;
          },
        });
      }
    }
  }

  private match(template: readonly string[], path: readonly string[]): Record<string, string> | undefined {
    if (template.length !== path.length) return undefined;
    const values: Record<string, string> = {};
    for (const [index, wanted] of template.entries()) {
      const given = path[index] ?? "";
      const name = /^\{(.+)\}$/.exec(wanted)?.[1];
      if (name !== undefined) values[name] = given;
      else if (this.isAzure ? wanted.toLowerCase() !== given.toLowerCase() : wanted !== given)
        return undefined;
    }
    return values;
  }

  private openOperation(uri: string, template: string, method: string): Operation {
    const document = this.documents.get(uri);
    const item = asNode(asNode(document["paths"])[template]);
    const node = asNode(item[method]);
    const parameters = [...asList(item["parameters"]), ...asList(node["parameters"])];
    const version = asNode(document["info"])["version"];
    return {
      name: `${method.toUpperCase()} ${template}`,
      method: method.toUpperCase(),
      template,
      document: uri,
      pointer: ["paths", template, method],
      place: { document: uri, node },
      parameters: parameters.map((parameter) =>
        toParameter(this.documents.follow({ document: uri, node: asNode(parameter) })),
      ),
      apiVersion: this.isAzure && typeof version === "string" ? version : undefined,
    };
  }
}

function toParameter({ document, node }: Located): Parameter {
  return {
    name: String(node["name"]),
    in: String(node["in"]),
    required: node["required"] === true,
    schema: { document, node: "schema" in node ? asNode(node["schema"]) : node },
  };
}
