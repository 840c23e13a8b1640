import { cleanCell } from './values.ts';

/** Above this a passenger car is a coach in the sense of the inspection rules. */
const SMALL_SEATS = 9;

/** Seats from 5 · 5座 · 5人; several numbers (2+3) are none. */
export function parseSeats(text: string): number | undefined {
  const match = /^(\d{1,2}) ?(?:座|人|个|位)*$/.exec(cleanCell(text));
  return match === null || match[1] === '0' ? undefined : Number(match[1]);
}

/**
 * Which inspection rule a car falls under, by the words of its registration or a dealer system: 小型轿车, 轻型普通货车, 面包车 …
 * Some say nothing of it: a plate for 小型汽车 hangs on pickups too.
 *
 * @param seats decides about 客车 whose size is not named
 * @returns `silent` for words that say nothing; undefined where it is not certain
 */
export function parseVehicleClass(text: string, seats: number | undefined): string | undefined {
  const clean = cleanCell(text).toUpperCase();
  const isLarge = seats === undefined ? undefined : seats > SMALL_SEATS;
  const isPassenger = isLarge === true ? 'largePassenger' : undefined;
  if (/摩托/.test(clean)) return 'motorcycle';
  // Which cycle is theirs is not certain.
  if (/校车|三轮|拖拉机|作业|专项|教练|客货|^挂车|全挂|半挂车/.test(clean)) return undefined;
  if (/货|皮卡|牵引|自卸/.test(clean)) return 'truck';
  if (/面包/.test(clean)) return 'van';
  if (/(大|中)型[^小微]*客|大客|中客|大巴|中巴/.test(clean)) return 'largePassenger';
  if (/(小|微)型?[^大中]*客|轿|SUV|MPV|越野|跑车|乘用/.test(clean))
    return isLarge === true ? undefined : 'smallPassenger';
  if (/客/.test(clean)) return isLarge === undefined ? undefined : (isPassenger ?? 'smallPassenger');
  if (/^(小型|小型车|小型汽车|小型新能源汽车|新能源汽车|汽车|)$/.test(clean)) return isPassenger ?? 'silent';
  return clean.startsWith('大型') ? isPassenger : undefined;
}
