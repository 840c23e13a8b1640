import type { OutgoingMessage, SentMessage } from './control-types.ts';

export type Call = (method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown) => Promise<unknown>;

export interface InboxQuery {
  /** Items after this sequence number. */
  after?: number;
  /** Wall time to wait for the first one. */
  waitMs?: number;
}
export interface InboxPage<Item> {
  items: Item[];
  lastSeq: number;
}

/** Somebody who types: owner, member or servicer. */
export class Typist {
  protected readonly call: Call;
  protected readonly base: string;

  constructor(call: Call, base: string) {
    this.call = call;
    this.base = base;
  }

  say(text: string): Promise<SentMessage> {
    return this.send({ type: 'text', text });
  }

  async send(message: OutgoingMessage): Promise<SentMessage> {
    return (await this.call('POST', `${this.base}/messages`, message)) as SentMessage;
  }

  async sendAll(messages: OutgoingMessage[]): Promise<SentMessage[]> {
    return ((await this.call('POST', `${this.base}/messages`, { messages })) as { messages: SentMessage[] }).messages;
  }
}

/** A query string of what is given. */
export function search(query: object): string {
  const entries = Object.entries(query as Record<string, string | number | undefined>).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)] as const],
  );
  return entries.length === 0 ? '' : `?${new URLSearchParams(Object.fromEntries(entries))}`;
}
