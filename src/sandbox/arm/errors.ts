/** One field or element that is wrong. */
export interface ErrorDetail {
  readonly code: string;
  readonly target: string;
  readonly message: string;
}

/** An answer of Azure Resource Manager that is no success. */
export class ArmError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    /** `null` as API Management sends it; `undefined` leaves it out, as Resource Manager itself does. */
    readonly details: readonly ErrorDetail[] | null | undefined = undefined,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }

  /** The error envelope. */
  get body(): Record<string, unknown> {
    const { code, message, details } = this;
    return { error: { code, message, ...(details === undefined ? {} : { details }) } };
  }
}

/** API Management's 404; `what` is its own name of the entity, for example `OAuth2AuthorizationServer`. */
export function entityNotFound(what: string): ArmError {
  return new ArmError(404, "ResourceNotFound", `${what} not found.`, null);
}

/** API Management's 400 for values that break a rule. */
export function validationError(...details: readonly Omit<ErrorDetail, "code">[]): ArmError {
  return new ArmError(
    400,
    "ValidationError",
    "One or more fields contain incorrect values:",
    details.map((detail) => ({ code: "ValidationError", ...detail })),
  );
}

/** The ETag in If-Match is not the current one. */
export function preconditionFailed(): ArmError {
  return new ArmError(
    412,
    "PreconditionFailed",
    "The resource was changed since it was read: the ETag in If-Match is not its current one.",
    null,
  );
}

/** If-Match is missing where the contract requires it. */
export function preconditionRequired(): ArmError {
  return new ArmError(
    428,
    "PreconditionRequired",
    "The If-Match header is required: the ETag of the last read, or * for any.",
    null,
  );
}

/** Something of Azure that the sandbox does not have. */
export function notInSandbox(what: string): ArmError {
  return new ArmError(501, "NotImplementedInSandbox", `The sandbox does not have ${what}.`);
}
