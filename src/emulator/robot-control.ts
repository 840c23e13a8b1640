import { search, type Call, type InboxPage, type InboxQuery } from './control-calls.ts';
import type { RobotItem } from './control-types.ts';

/** A group robot and the group it writes to. */
export class RobotControl {
  readonly #call: Call;
  readonly #base: string;

  constructor(call: Call, key: string) {
    this.#call = call;
    this.#base = `/robots/${encodeURIComponent(key)}`;
  }

  /** What the group read from it. */
  async inbox(query: InboxQuery = {}): Promise<InboxPage<RobotItem>> {
    return (await this.#call('GET', `${this.#base}/inbox${search(query)}`)) as InboxPage<RobotItem>;
  }

  /** `removed`: 93000 from now on; `disabled`: 93004. */
  async setState(state: 'active' | 'disabled' | 'removed'): Promise<void> {
    await this.#call('POST', `${this.#base}/state`, { state });
  }
}
