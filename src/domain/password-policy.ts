/** What Auth0's policies for the passwords of database connections demand; other policies are not known here. */
const demands: ReadonlyMap<
  string,
  { readonly length: number; readonly kinds: number; readonly runs?: true }
> = new Map([
  ["low", { length: 6, kinds: 0 }],
  ["fair", { length: 8, kinds: 3 }],
  ["good", { length: 8, kinds: 3 }],
  ["excellent", { length: 10, kinds: 3, runs: true }],
]);

const fairKinds = [/[a-z]/, /[A-Z]/, /[0-9]/];
const allKinds = [...fairKinds, /[^a-zA-Z0-9]/];

/** What is wrong with a text as a password under `policy`, as a sentence; `undefined` when nothing is that is known here. */
export function passwordProblem(policy: string, text: string): string | undefined {
  const demand = demands.get(policy);
  if (!demand) return undefined;
  if (text.length < demand.length) return `This connection wants at least ${demand.length} characters.`;
  const found = (policy === "fair" ? fairKinds : allKinds).filter((kind) => kind.test(text)).length;
  if (found < demand.kinds) {
    return policy === "fair"
      ? "This connection wants lower case, upper case and digits."
      : "This connection wants three of: lower case, upper case, digits, signs.";
  }
  return demand.runs && /(.)\1\1/s.test(text)
    ? "This connection wants no three equal characters in a row."
    : undefined;
}
