import { search, Typist, type Call, type InboxPage, type InboxQuery } from './control-calls.ts';
import type { KfSession, PersonItem, SentMessage } from './control-types.ts';

/** An owner with a phone. */
export class PersonControl {
  readonly #call: Call;
  readonly #base: string;

  constructor(call: Call, personId: string) {
    this.#call = call;
    this.#base = `/people/${encodeURIComponent(personId)}`;
  }

  async inbox(query: InboxQuery = {}): Promise<InboxPage<PersonItem>> {
    return (await this.#call('GET', `${this.#base}/inbox${search(query)}`)) as InboxPage<PersonItem>;
  }

  /** This person as customer of a member. @param corpId needed only when several corps have a member of that userId */
  contact(userId: string, corpId?: string): PersonContactControl {
    return new PersonContactControl(this.#call, `${this.#base}/contacts/${encodeURIComponent(userId)}`, corpId);
  }

  kf(openKfId: string): PersonKfControl {
    return new PersonKfControl(this.#call, `${this.#base}/kf/${encodeURIComponent(openKfId)}`);
  }

  officialAccount(appId: string): PersonOfficialControl {
    return new PersonOfficialControl(this.#call, `${this.#base}/official-account/${encodeURIComponent(appId)}`);
  }
}

export class PersonKfControl extends Typist {
  async enter(link: { scene?: string; sceneParam?: string } = {}): Promise<string | null> {
    return ((await this.call('POST', `${this.base}/enter`, link)) as { welcomeCode: string | null }).welcomeCode;
  }

  async clickMenu(id: string, msgid?: string): Promise<SentMessage> {
    return (await this.call('POST', `${this.base}/menu-click`, {
      id,
      ...(msgid === undefined ? {} : { msgid }),
    })) as SentMessage;
  }

  async recall(msgid: string): Promise<void> {
    await this.call('POST', `${this.base}/recall`, { msgid });
  }

  async reject(on = true): Promise<void> {
    await this.call('POST', `${this.base}/reject`, { on });
  }

  async session(): Promise<KfSession> {
    return (await this.call('GET', `${this.base}/session`)) as KfSession;
  }
}

export class PersonOfficialControl extends Typist {
  async follow(ticket?: string): Promise<void> {
    await this.call('POST', `${this.base}/follow`, ticket === undefined ? {} : { ticket });
  }

  async unfollow(): Promise<void> {
    await this.call('POST', `${this.base}/unfollow`, {});
  }

  async clickMenu(key: string, type: 'click' | 'view' = 'click'): Promise<void> {
    await this.call('POST', `${this.base}/menu-click`, { key, type });
  }

  async scan(ticket: string): Promise<'subscribe' | 'SCAN' | null> {
    return ((await this.call('POST', `${this.base}/scan`, { ticket })) as { event: 'subscribe' | 'SCAN' | null }).event;
  }

  /** Answers the prompt of a page. @returns accepts left by template */
  async answerPrompt(
    choices: { templateId: string; accept?: boolean }[],
    scene = '0',
  ): Promise<Record<string, number>> {
    const answer = await this.call('POST', `${this.base}/subscription-prompt`, { choices, scene });
    return (answer as { consents: Record<string, number> }).consents;
  }

  acceptNotice(templateId: string): Promise<Record<string, number>> {
    return this.answerPrompt([{ templateId }]);
  }

  refuseNotice(templateId: string): Promise<Record<string, number>> {
    return this.answerPrompt([{ templateId, accept: false }]);
  }

  /** Switches notices of these templates off in the phone's settings. */
  async muteNotices(templateIds: string[]): Promise<void> {
    await this.call('POST', `${this.base}/subscription-refuse`, { templateIds });
  }

  async blockNotices(on = true): Promise<void> {
    await this.call('POST', `${this.base}/block-notices`, { on });
  }

  async reject(on = true): Promise<void> {
    await this.call('POST', `${this.base}/reject`, { on });
  }
}

/** A customer of a member in WeCom. */
export class PersonContactControl {
  readonly #call: Call;
  readonly #base: string;
  readonly #suffix: string;

  constructor(call: Call, base: string, corpId?: string) {
    this.#call = call;
    this.#base = base;
    this.#suffix = corpId === undefined ? '' : `?corpId=${encodeURIComponent(corpId)}`;
  }

  /** Adds the member. @returns the WelcomeCode of the event, or null */
  async add(adding: { configId?: string; half?: boolean; chatStarted?: boolean } = {}): Promise<string | null> {
    return ((await this.#post('add', adding)) as { welcomeCode: string | null }).welcomeCode;
  }

  async say(text: string): Promise<void> {
    await this.#post('messages', { text });
  }

  /** Deletes the member: one-way from now on. */
  async delete(): Promise<void> {
    await this.#post('delete', {});
  }

  async refuseTransfer(): Promise<void> {
    await this.#post('refuse-transfer', {});
  }

  #post(action: string, body: object): Promise<unknown> {
    return this.#call('POST', `${this.#base}/${action}${this.#suffix}`, body);
  }
}
