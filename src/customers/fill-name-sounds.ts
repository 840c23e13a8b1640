import type { Database } from '../database/database.ts';
import { loadNameSounds } from './name-sounds.ts';

const PAGE = 2000;
/** A name without one Chinese character or letter: it is looked at once. */
const NONE = '-';

/**
 * Writes down how names sound where nobody has: owners from before, or written past the imports.
 *
 * @returns how many
 */
export async function fillNameSounds({ database, storeId }: { database: Database; storeId: string }): Promise<number> {
  let soundsOf: Awaited<ReturnType<typeof loadNameSounds>> | undefined;
  for (let filled = 0; ;) {
    const page = await database.client.customer.findMany({
      where: { storeId, namePinyin: '' },
      select: { id: true, name: true },
      orderBy: { id: 'asc' },
      take: PAGE,
    });
    if (page.length === 0) return filled;
    soundsOf ??= await loadNameSounds();
    const sounds = soundsOf;
    const rows = page.map(({ id, name }) => {
      const { namePinyin, nameInitials } = sounds(name);
      return { id, name, sound: namePinyin === '' ? NONE : namePinyin, initials: nameInitials };
    });
    await database.client.$executeRaw`
      UPDATE customer SET name_pinyin = found.sound, name_initials = found.initials
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS found(id int, name text, sound text, initials text)
      WHERE customer.id = found.id AND customer.name = found.name`;
    filled += page.length;
    if (page.length < PAGE) return filled;
  }
}
