import type { ApiSnapshot, InstanceSnapshot, SpaceSnapshot } from "../../../src/access/index.ts";
import type { PolicySource } from "../../../src/policy/index.ts";
import type { Files } from "../../unit/folders/in-memory-files.ts";

type Entry = readonly [path: string, content: string | object];

/** The policy folder that apiops-cli would write of an instance. */
export function folderFilesOf({ spaces }: InstanceSnapshot): Files {
  return Object.fromEntries(spaces.flatMap(filesOfSpace));
}

function filesOfSpace(space: SpaceSnapshot): readonly Entry[] {
  const root = space.workspace === undefined ? "" : `workspaces/${space.workspace}/`;
  const resource = (properties: object) => ({ properties });
  return [
    ...policyAt(root, space.policy),
    ...space.apis.flatMap((api) => filesOfApi(`${root}apis/${api.name}/`, api)),
    ...space.products.flatMap(
      ({ name, displayName, subscriptionRequired, policy, apis }): readonly Entry[] => {
        const folder = `${root}products/${name}/`;
        const listed = [...(apis ?? [])].map((api) => ({ name: api }));
        return [
          [`${folder}productInformation.json`, resource({ displayName, subscriptionRequired })],
          [`${folder}apis.json`, listed],
          ...policyAt(folder, policy),
        ];
      },
    ),
    ...[...space.fragments].map(
      ([id, { text }]): Entry => [
        `${root}policyFragments/${id}/policyFragmentInformation.json`,
        resource({ format: "rawxml", value: text }),
      ],
    ),
    ...[...space.namedValues].map(
      ([name, value]): Entry => [
        `${root}namedValues/${name}/namedValueInformation.json`,
        resource({
          displayName: name,
          ...(value.kind === "text" ? { value: value.text } : { secret: true }),
        }),
      ],
    ),
  ];
}

function filesOfApi(
  folder: string,
  { facts, subscriptionRequired, policy, operations, listed }: ApiSnapshot,
): readonly Entry[] {
  const paths = operations.map(
    ({ name, method = "GET" }) =>
      [`/add`, { [method.toLowerCase()]: { operationId: name, responses: {} } }] as const,
  );
  const specification = {
    openapi: "3.0.1",
    info: { title: "a", version: "1" },
    paths: Object.fromEntries(paths),
  };
  const { Name: displayName, Path: path, Revision: apiRevision } = facts;
  return [
    [
      `${folder}apiInformation.json`,
      { properties: { displayName, path, apiRevision, subscriptionRequired } },
    ],
    ...(listed === "all" ? [[`${folder}specification.json`, specification] as const] : []),
    ...policyAt(folder, policy),
    ...operations.flatMap((one) => policyAt(`${folder}operations/${one.name}/`, one.policy)),
  ];
}

function policyAt(folder: string, source: PolicySource | undefined): readonly Entry[] {
  return source?.text === undefined ? [] : [[`${folder}policy.xml`, source.text]];
}
