import type { SmsAccountInput } from '../world.ts';

/** One SMS to one number. */
export interface SmsMessageRow {
  id: string;
  /** BizId (阿里云) or smsMsgId (华为云). */
  batchId: string;
  vendor: SmsAccountInput['vendor'];
  keyId: string;
  number: string;
  signature: string;
  templateId: string;
  content: string;
  segments: number;
  /** The caller's own: OutId or extend. */
  outId?: string;
  /** 华为云: channel number, and where the report goes. */
  sender?: string;
  statusCallback?: string;
  at: number;
  status: 'pending' | 'delivered' | 'failed';
  /** The vendor's report code; '' while pending. */
  code: string;
  reportedAt?: number;
}
