/** An API call that the platform answers with an errcode. The status stays 200 (G1). */
export class PlatformError extends Error {
  readonly errcode: number;
  /** Fields that stand in the answer beside errcode and errmsg. */
  readonly fields: Record<string, unknown>;

  constructor(errcode: number, message: string, fields: Record<string, unknown> = {}) {
    super(message);
    this.errcode = errcode;
    this.fields = fields;
  }
}

/** A mistake in a control call: `status` (4xx) with `{ "error": message }`. */
export class ControlError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}
