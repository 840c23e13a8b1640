import type { Emulation } from '../emulation.ts';

/** A vendor call as its handler sees it. */
export interface SmsCall {
  method: string;
  /** Path below the vendor's base URL, starting with `/`. */
  path: string;
  /** The same as the caller wrote it. */
  fullPath: string;
  query: URLSearchParams;
  body: Buffer;
  header: (name: string) => string;
}

export interface SmsAnswer {
  status: number;
  body: Record<string, unknown>;
  /** Whether a message was taken. */
  effect: boolean;
}

/** A refusal of a vendor. */
export class SmsRefusal extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export interface SmsVendor {
  /** The name that faults and the record use: `aliyun/SendSms`. */
  nameOf: (call: SmsCall) => string;
  run: (emulation: Emulation, call: SmsCall) => SmsAnswer;
  refuse: (emulation: Emulation, refusal: SmsRefusal) => SmsAnswer;
}
