/** A parsed expression. */
export type Code =
  | { readonly kind: "literal"; readonly value: string | number | boolean | null }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "member"; readonly target: Code; readonly name: string; readonly nullSafe: boolean }
  | { readonly kind: "index"; readonly target: Code; readonly index: Code }
  | { readonly kind: "call"; readonly callee: Code; readonly parameters: readonly Code[] }
  | { readonly kind: "cast"; readonly type: string; readonly operand: Code }
  | { readonly kind: "list"; readonly items: readonly Code[] }
  | { readonly kind: "lambda"; readonly parameter: string; readonly body: Code }
  | { readonly kind: "not"; readonly operand: Code }
  | { readonly kind: "binary"; readonly operator: string; readonly left: Code; readonly right: Code }
  | { readonly kind: "choice"; readonly condition: Code; readonly yes: Code; readonly no: Code };
