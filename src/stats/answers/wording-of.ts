import type { Day } from '../../calendar.ts';
import type { KnownNames } from '../reading/known-names.ts';
import type { Scope } from './narrow.ts';
import type { Wording } from './wording.ts';

/** What words a figure for one viewer: the store's names, the day, and how much of it they see. */
export const wordingOf = (
  { names, people }: Pick<KnownNames, 'names' | 'people'>,
  { ownDepartment, isOwnWork }: Scope,
  today: Day,
): Wording => ({ names, people, today, ownDepartment, isOwnWork: isOwnWork === true });
