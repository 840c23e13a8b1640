/** Closed list of what can go wrong; each way in (http, chat, queue) turns it into an answer. */
export type CareErrorCode =
  | 'NOT_FOUND'
  | 'CONFLICT'
  | 'VALIDATION'
  | 'FORBIDDEN'
  | 'LIMIT_EXCEEDED'
  | 'UPSTREAM'
  | 'INTERNAL';

/** `message` is English, for the log. `userMessage` is Chinese and may be shown to an owner or to staff. */
export class CareError extends Error {
  readonly code: CareErrorCode;
  readonly userMessage: string | undefined;

  constructor(code: CareErrorCode, message: string, options: { userMessage?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'CareError';
    this.code = code;
    this.userMessage = options.userMessage;
  }
}

export class NotFoundError extends CareError {
  constructor(what: string, userMessage?: string) {
    super('NOT_FOUND', `${what} not found`, userMessage === undefined ? {} : { userMessage });
    this.name = 'NotFoundError';
  }
}

export class ConflictError extends CareError {
  constructor(message: string, userMessage?: string) {
    super('CONFLICT', message, userMessage === undefined ? {} : { userMessage });
    this.name = 'ConflictError';
  }
}

/** The platform answered, and said no. `method` is the API path, e.g. "message/send". */
export class PlatformError extends CareError {
  readonly errcode: number;
  readonly method: string;

  constructor(method: string, errcode: number, errmsg: string) {
    super('UPSTREAM', `${method} answered ${errcode}: ${errmsg}`);
    this.name = 'PlatformError';
    this.errcode = errcode;
    this.method = method;
  }
}

/** The call never got an answer: whether it took effect is unknown, unless it never left. */
export class PlatformUnreachableError extends CareError {
  readonly method: string;
  /** False when nothing was sent that could have had an effect: no connection, or no token to send with. */
  readonly mayHaveWorked: boolean;

  constructor(method: string, cause: unknown, mayHaveWorked = true) {
    super('UPSTREAM', `${method} got no answer`, { cause });
    this.name = 'PlatformUnreachableError';
    this.method = method;
    this.mayHaveWorked = mayHaveWorked;
  }
}

/** Why a vendor took no short message, or what its report says; see the table of failures in outbox/. */
export type SmsFailure =
  | 'busy'
  | 'tooMany'
  | 'setup'
  | 'balance'
  | 'badNumber'
  | 'optedOut'
  | 'content'
  | 'undelivered'
  | 'payload';

/** The SMS vendor answered, and said no. `vendorCode` is its own: "isv.AMOUNT_NOT_ENOUGH", "E000510". */
export class SmsError extends CareError {
  readonly failure: SmsFailure;
  readonly vendorCode: string;

  constructor(vendorCode: string, message: string, failure: SmsFailure) {
    super('UPSTREAM', `SMS vendor answered ${vendorCode}: ${message}`);
    this.name = 'SmsError';
    this.failure = failure;
    this.vendorCode = vendorCode;
  }
}
