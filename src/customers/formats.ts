/** Pure readers of plates, VINs and phone numbers: the letter is checked, not whether the thing exists. */

const PROVINCES = '京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼';
/** Letters and digits of a plate after the city letter; I and O are never used. */
const PLATE_CHAR = '[A-HJ-NP-Z0-9]';
const ORDINARY_PLATE = new RegExp(`^[${PROVINCES}][A-HJ-NP-Z]${PLATE_CHAR}{4}[A-HJ-NP-Z0-9挂学警港澳使领]$`);
// New energy: a letter of D A B C E (battery) or F G H J K (other) comes first on small cars, last on large ones.
const SMALL_NEW_ENERGY_PLATE = new RegExp(`^[${PROVINCES}][A-HJ-NP-Z][A-HJK]${PLATE_CHAR}\\d{4}$`);
const CONSULAR_PLATE = new RegExp(`^[${PROVINCES}]\\d{5}领$`);
const LARGE_NEW_ENERGY_PLATE = new RegExp(`^[${PROVINCES}][A-HJ-NP-Z]\\d{5}[A-HJK]$`);

const PLATES = [ORDINARY_PLATE, SMALL_NEW_ENERGY_PLATE, LARGE_NEW_ENERGY_PLATE, CONSULAR_PLATE];

/** Full-width forms to ASCII, blanks and separators that people put between the parts removed, upper case. */
function compact(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/[\s\u00b7\u2022\u2027\u30fb.\-_—–]/g, '')
    .toUpperCase();
}

/**
 * A plate in its one spelling, e.g. `沪A12345`, `沪AD12345` (new energy); undefined when it is none.
 *
 * @see GA 36; any86/any-rule and dromara/hutool for values seen in practice
 */
export function parsePlate(text: string): string | undefined {
  const plate = compact(text);
  return PLATES.some((form) => form.test(plate)) ? plate : undefined;
}

export function isNewEnergyPlate(plate: string): boolean {
  return plate.length === 8;
}

const VIN_WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
const VIN_LETTERS = 'ABCDEFGH.JKLMN.P.R.STUVWXYZ';
const VIN_LETTER_VALUES = '12345678.12345.7.9.23456789';

/** Check digit (the 9th character) that 17 characters ought to have. GB 16735 / ISO 3779. */
export function vinCheckDigit(vin: string): string {
  let sum = 0;
  for (const [index, weight] of VIN_WEIGHTS.entries()) {
    const char = vin.charAt(index);
    sum += weight * Number(/\d/.test(char) ? char : VIN_LETTER_VALUES.charAt(VIN_LETTERS.indexOf(char)));
  }
  return sum % 11 === 10 ? 'X' : String(sum % 11);
}

/** Upper-case VIN, its check digit verified; undefined when it is none. */
export function parseVin(text: string): string | undefined {
  const vin = compact(text);
  return /^[A-HJ-NPR-Z0-9]{17}$/.test(vin) && vinCheckDigit(vin) === vin.charAt(8) ? vin : undefined;
}

/** A mainland mobile number as 11 digits; `+86`, `0086`, blanks and hyphens are dropped. Undefined when it is none. */
export function parseMobile(text: string): string | undefined {
  const digits = compact(text)
    .replaceAll(/[()（）]/g, '')
    .replace(/^(\+86|0086|86(?=1\d{10}$))/, '');
  return /^1[3-9]\d{9}$/.test(digits) ? digits : undefined;
}

/** A landline with area code as `021-61234567` (an extension after a second hyphen); undefined when it is none. */
export function parseLandline(text: string): string | undefined {
  const compacted = text.normalize('NFKC').replaceAll(/[\s()（）]/g, '');
  const match = /^(0(?:10|2\d|[3-9]\d{2}))-?(\d{7,8})(?:(?:-|转)(\d{1,6}))?$/.exec(compacted);
  if (match === null) return undefined;
  const [, area, number, extension] = match;
  return `${area}-${number}${extension === undefined ? '' : `-${extension}`}`;
}

/** Whether a number had its middle replaced by stars before it was exported, e.g. `138****1234`. */
export function isMaskedPhone(text: string): boolean {
  return /\d{2,}[*xX＊×]{2,}\d{2,}/.test(text.replaceAll(/\s/g, ''));
}

/** `13812345678` → `138****5678` */
export function maskPhone(phone: string): string {
  return phone.length < 8 ? '****' : `${phone.slice(0, 3)}****${phone.slice(-4)}`;
}
