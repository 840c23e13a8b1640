import { search, type Call, type InboxPage, type InboxQuery } from './control-calls.ts';
import type { PersonItem } from './control-types.ts';

/** A mobile phone as SMS vendors reach it. */
export class PhoneControl {
  readonly #call: Call;
  readonly #base: string;

  constructor(call: Call, number: string) {
    this.#call = call;
    this.#base = `/phones/${encodeURIComponent(number)}`;
  }

  /** Its SMS only. */
  async inbox(query: InboxQuery = {}): Promise<InboxPage<PersonItem>> {
    return (await this.#call('GET', `${this.#base}/inbox${search(query)}`)) as InboxPage<PersonItem>;
  }

  /** Answers the last SMS, as `退订` or `TD`. @throws {ControlCallError} 409 when there was none */
  async reply(text: string): Promise<void> {
    await this.#call('POST', `${this.#base}/reply`, { text });
  }

  /** `silent`: gets messages, but no report ever comes. */
  async condition(condition: 'ok' | 'off' | 'empty' | 'blacklisted' | 'silent'): Promise<void> {
    await this.#call('POST', `${this.#base}/condition`, { condition });
  }
}
