import type { MemberItem, PersonItem } from '../control-types.ts';
import type { VirtualClock } from './clock.ts';
import type { Identifiers } from './identifiers.ts';
import type { Recorder } from './recorder.ts';
import type { State } from './state.ts';
import type { Table } from './store.ts';

type StoredPersonItem = PersonItem & { personId: string };

/** What every person and member sees, by owner; the sequence number of an item moves up when it changes. */
export class Inboxes {
  readonly #people: OwnerIndex<StoredPersonItem>;
  readonly #members: OwnerIndex<MemberItem>;
  readonly #clock: VirtualClock;
  readonly #ids: Identifiers;
  readonly #recorder: Recorder;

  constructor(state: State, clock: VirtualClock, ids: Identifiers, recorder: Recorder) {
    this.#people = new OwnerIndex(state.personItems, (item) => item.personId);
    this.#members = new OwnerIndex(state.memberItems, (item) => memberKey(item.corpId, item.userId));
    this.#clock = clock;
    this.#ids = ids;
    this.#recorder = recorder;
  }

  showPerson(personId: string, item: Omit<PersonItem, 'id' | 'seq' | 'at'>): StoredPersonItem {
    const whole = { ...this.#stamp(), ...item, personId };
    this.#people.add(whole);
    this.#recorder.changed(whole.seq);
    return whole;
  }

  showMember(item: Omit<MemberItem, 'id' | 'seq' | 'at'>): MemberItem {
    const whole = { ...this.#stamp(), ...item };
    this.#members.add(whole);
    this.#recorder.changed(whole.seq);
    return whole;
  }

  personItem(id: string): StoredPersonItem | undefined {
    return this.#people.table.get(id);
  }

  memberItem(id: string): MemberItem | undefined {
    return this.#members.table.get(id);
  }

  /** To call after changing an item in place. */
  personItemChanged(item: StoredPersonItem): void {
    item.seq = this.#ids.next('seq');
    this.#people.table.put(item.id, item);
    this.#recorder.changed(item.seq);
  }

  memberItemChanged(item: MemberItem): void {
    item.seq = this.#ids.next('seq');
    this.#members.table.put(item.id, item);
    this.#recorder.changed(item.seq);
  }

  ofPerson(personId: string): StoredPersonItem[] {
    return this.#people.of(personId);
  }

  ofMember(corpId: string, userId: string): MemberItem[] {
    return this.#members.of(memberKey(corpId, userId));
  }

  #stamp(): { id: string; seq: number; at: string } {
    const seq = this.#ids.next('seq');
    return { id: `i${seq}`, seq, at: this.#clock.iso() };
  }
}

/** userids are case-insensitive. */
export function memberKey(corpId: string, userId: string): string {
  return `${corpId}/${userId.toLowerCase()}`;
}

class OwnerIndex<Item extends { id: string; seq: number }> {
  readonly table: Table<Item>;
  readonly #byOwner = new Map<string, Item[]>();
  readonly #ownerOf: (item: Item) => string;

  constructor(table: Table<Item>, ownerOf: (item: Item) => string) {
    this.table = table;
    this.#ownerOf = ownerOf;
    for (const item of table.rows.values()) this.#index(item);
  }

  add(item: Item): void {
    this.table.put(item.id, item);
    this.#index(item);
  }

  of(owner: string): Item[] {
    return this.#byOwner.get(owner) ?? [];
  }

  #index(item: Item): void {
    const owner = this.#ownerOf(item);
    const items = this.#byOwner.get(owner);
    if (items === undefined) this.#byOwner.set(owner, [item]);
    else items.push(item);
  }
}
