/** A refusal of the Authentication API: `{error, error_description}` with a status. */
export class OAuthProblem extends Error {
  readonly status: number;
  readonly error: string;

  constructor(status: number, error: string, description: string) {
    super(description);
    this.status = status;
    this.error = error;
  }
}

/** A parameter that had to be there. */
export function missingParameter(name: string): OAuthProblem {
  return new OAuthProblem(400, "invalid_request", `Missing required parameter: ${name}`);
}
