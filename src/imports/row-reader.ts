import type { Day } from '../calendar.ts';
import {
  isMaskedPhone,
  isNewEnergyPlate,
  parseLandline,
  parseMobile,
  parsePlate,
  parsePreferredChannel,
  parseVin,
} from '../customers/index.ts';
import { short, shortNumber } from './quote.ts';
import {
  BadRow,
  type ConsentGiven,
  type CustomerFields,
  type ImportRow,
  type Problem,
  type VehicleFields,
  type VisitFields,
} from './row.ts';
import { type Column, type Field, type Heading } from './titles.ts';
import {
  cleanCell,
  parseBirthday,
  parseDay,
  parseEnergy,
  parseGender,
  parseKm,
  parseMoneyFen,
  parseUsage,
  parseVisitType,
  parseYesNo,
} from './values.ts';
import { parseSeats, parseVehicleClass } from './vehicle-class.ts';

/** A column of 转介绍 that only says no. */
const NOT_REFERRED = /^(?:否|不是|n|no|0|×)$/i;

interface Person {
  name: string;
  mobiles: string[];
  landlines: string[];
}

/** Reads one line under a heading, each value checked by itself. */
export class RowReader {
  readonly #heading: Heading;
  readonly #cells: readonly string[];
  readonly #line: number;
  readonly #today: Day;
  readonly #warnings: Problem[];

  constructor(heading: Heading, cells: readonly string[], line: number, today: Day, warnings: Problem[]) {
    this.#heading = heading;
    this.#cells = cells;
    this.#line = line;
    this.#today = today;
    this.#warnings = warnings;
  }

  read(): ImportRow {
    const vehicle = this.#vehicle();
    const visits = this.#visits();
    const { name, mobiles, landlines, isOwner } = this.#owner();
    const km = this.#km('odometer');
    const adviserName = this.#text('adviser');
    const consent = this.#consent();
    if (vehicle.vin === undefined && vehicle.plateNumber === undefined) {
      if (visits.length > 0) throw new BadRow('缺少车架号和车牌号，无法确定是哪辆车');
      if (mobiles.length === 0) throw new BadRow('缺少车架号、车牌号和完整的手机号，无法识别');
      if (name === '') throw new BadRow('缺少车架号和车牌号时，姓名与手机号都要填写');
    }
    return {
      line: this.#line,
      customer: this.#customer(name),
      ...(this.#isLicencePermanent() ? { ended: ['licenceExpiresOn'] as const } : {}),
      isOwner,
      mobiles,
      landlines,
      ...(adviserName === '' ? {} : { adviserName }),
      vehicle,
      ...(km === undefined ? {} : { odometer: { km } }),
      ...(consent === undefined ? {} : { consent }),
      visits,
    };
  }

  #columns(field: Field): Column[] {
    return this.#heading.columns.get(field) ?? [];
  }

  /** First column of the field that holds something. */
  #found(field: Field): { text: string; column: Column } | undefined {
    for (const column of this.#columns(field)) {
      const text = cleanCell(this.#cells[column.index] ?? '');
      if (text !== '') return { text, column };
    }
    return undefined;
  }

  #text(field: Field): string {
    return (this.#found(field)?.text ?? '').slice(0, 200);
  }

  #parsed<T>(field: Field, parse: (text: string, unit: string) => T | undefined, what: string): T | undefined {
    const found = this.#found(field);
    if (found === undefined) return undefined;
    const value = parse(found.text, found.column.unit);
    if (value === undefined) throw new BadRow(`${found.column.title}“${short(found.text)}”不是有效的${what}`);
    return value;
  }

  #day(field: Field, options: { isPast?: boolean } = {}): Day | undefined {
    const day = this.#parsed(field, parseDay, '日期');
    if (day === undefined || day === '') return undefined;
    if (options.isPast === true && day > this.#today) {
      throw new BadRow(`${this.#found(field)?.column.title ?? ''}“${day}”晚于今天`);
    }
    return day;
  }

  #km(field: Field): number | undefined {
    const km = this.#parsed(field, parseKm, '里程');
    // Systems write 0 where nobody read the odometer.
    return km === 0 ? undefined : km;
  }

  #vehicle(): VehicleFields {
    const vin = this.#parsed('vin', (text) => parseVin(text), '车架号（17 位，含校验位）');
    const plateNumber = this.#plate();
    const insured = this.#insurance();
    const energyType = parseEnergy(this.#text('energy')) ?? (isBatteryPlate(plateNumber) ? 'electric' : undefined);
    return defined({
      plateNumber,
      vin,
      brand: this.#text('brand'),
      series: this.#text('series'),
      model: this.#text('model'),
      energyType,
      usageType: this.#known('usage', parseUsage),
      vehicleClass: this.#vehicleClass(),
      registeredOn: this.#day('registeredOn', { isPast: true }),
      deliveredOn: this.#day('deliveredOn'),
      invoicedOn: this.#day('invoicedOn'),
      warrantyEndsOn: this.#day('warrantyEndsOn'),
      warrantyEndsKm: this.#km('warrantyEndsKm'),
      inspectionDueOn: this.#day('inspectionDueOn'),
      nextMaintenanceOn: this.#day('nextMaintenanceOn'),
      nextMaintenanceKm: this.#km('nextMaintenanceKm'),
      referredBy: NOT_REFERRED.test(this.#text('referredBy')) ? undefined : this.#text('referredBy'),
      ...insured,
    });
  }

  /** A value from a list of words that we know; others are named and left out, for a guess would move a date of the law. */
  #known<T>(field: Field, parse: (text: string) => T | undefined): T | undefined {
    const found = this.#found(field);
    const value = found === undefined ? undefined : parse(found.text);
    if (found !== undefined && value === undefined) {
      this.#warn(`${found.column.title}“${short(found.text)}”不认识，未导入`);
    }
    return value;
  }

  #vehicleClass(): string | undefined {
    const seats = this.#known('seats', parseSeats);
    const read = (text: string) => parseVehicleClass(text, seats);
    const vehicleClass = this.#found('vehicleClass') === undefined ? read('') : this.#known('vehicleClass', read);
    return vehicleClass === 'silent' ? undefined : vehicleClass;
  }

  #plate(): string | undefined {
    const found = this.#found('plate');
    // A car without plates is known by its VIN.
    if (found === undefined || /未上牌|无牌|待上牌|新车|临牌|临时|^临/.test(found.text)) return undefined;
    return this.#parsed('plate', parsePlate, '车牌号');
  }

  /** A sheet of policies has one row for each policy and says in another column which insurance it is. */
  #insurance(): VehicleFields {
    const compulsory = this.#day('compulsoryInsuranceExpiresOn');
    const commercial = this.#day('commercialInsuranceExpiresOn');
    const ends = this.#day('insuranceExpiresOn');
    const type = this.#text('insuranceType');
    const isCompulsory = /交强|强制/.test(type);
    const isCommercial = /商业|车损|三者|第三者|盗抢|座位|不计免赔/.test(type);
    const both = type === '' || isCompulsory === isCommercial;
    return defined({
      compulsoryInsuranceExpiresOn: compulsory ?? (both || isCompulsory ? ends : undefined),
      commercialInsuranceExpiresOn: commercial ?? (both || isCommercial ? ends : undefined),
    });
  }

  #customer(name: string): CustomerFields {
    const lunar = this.#parsed('lunarBirthday', parseBirthday, '生日');
    const birthday = lunar ?? this.#parsed('birthday', parseBirthday, '生日');
    const isLunar = lunar !== undefined || /农|阴/.test(`${this.#text('birthdayCalendar')}${this.#text('birthday')}`);
    const tier = this.#text('tier');
    return defined({
      name,
      gender: parseGender(this.#text('gender')),
      employer: this.#text('employer'),
      jobTitle: this.#text('jobTitle'),
      address: this.#text('address'),
      birthday,
      birthdayCalendar: birthday === undefined ? undefined : isLunar ? 'lunar' : 'solar',
      licenceClass: this.#text('licenceClass'),
      licenceExpiresOn: this.#isLicencePermanent() ? undefined : this.#day('licenceExpiresOn'),
      preferredChannel: parsePreferredChannel(this.#text('preferredChannel')),
      tier: /vip|重要|钻石|金卡/i.test(tier) ? 'vip' : /一般|普通/.test(tier) ? 'ordinary' : undefined,
    });
  }

  /** A licence without an end, after two renewals: 有效期 长期. */
  #isLicencePermanent(): boolean {
    return /长期/.test(this.#text('licenceExpiresOn'));
  }

  #consent(): ConsentGiven | undefined {
    const found = this.#found('consent');
    if (found === undefined) return undefined;
    const isGiven = parseYesNo(found.text);
    const on = this.#day('consentOn', { isPast: true });
    if (isGiven === undefined) this.#warn(`${found.column.title}“${short(found.text)}”看不出是否同意，未导入`);
    const words = [`导入文件“${found.column.title}”：${found.text}`, this.#text('consentWords')].filter(
      (text) => text !== '',
    );
    return isGiven === undefined ? undefined : { isGiven, on, words: words.join('；') };
  }

  /**
   * Who owns the car: the owner columns; a contact's or bringer's only where no owner stands. Their numbers count as
   * the owner's only when they are the same person: the neighbour who drove the car in must not get its reminders.
   */
  #owner(): Person & { isOwner: boolean } {
    const owner = this.#person('ownerName', 'ownerMobile', 'ownerPhone');
    const others = [
      this.#person('contactName', 'contactMobile', 'contactPhone'),
      this.#person('bringerName', 'bringerMobile', 'bringerPhone'),
    ];
    const person = owner.name === '' ? (others.find(({ name }) => name !== '') ?? owner) : owner;
    const same = [owner, ...others].filter(({ name }) => name === '' || name === person.name);
    const withNumber = [person, ...same].find(({ mobiles }) => mobiles.length > 0) ?? person;
    return {
      name: person.name,
      isOwner: person === owner,
      mobiles: withNumber.mobiles,
      landlines: [...new Set([person, ...same].flatMap(({ landlines }) => landlines))],
    };
  }

  #person(nameField: Field, mobileField: Field, phoneField: Field): Person {
    const person: Person = { name: this.#text(nameField).replaceAll(/\s/g, ''), mobiles: [], landlines: [] };
    for (const column of [...this.#columns(mobileField), ...this.#columns(phoneField)]) {
      // "138… / 139…" holds two numbers; blanks inside one number are no separator.
      const parts = cleanCell(this.#cells[column.index] ?? '').split(/[/、;,，；]/);
      for (const part of parts.map(cleanCell)) this.#addNumber(person, part, column);
    }
    return person;
  }

  #addNumber(person: Person, part: string, column: Column): void {
    if (part === '') return;
    const mobile = parseMobile(part);
    const landline = parseLandline(part);
    if (mobile !== undefined) {
      if (!person.mobiles.includes(mobile)) person.mobiles.push(mobile);
    } else if (landline !== undefined) {
      if (!person.landlines.includes(landline)) person.landlines.push(landline);
    } else if (isMaskedPhone(part)) {
      this.#warn(`${column.title}已打码，未导入号码`);
    } else if (column.field === 'ownerMobile' || (column.field === 'contactMobile' && this.#hasNoOwnerColumns())) {
      throw new BadRow(`${column.title}“${shortNumber(part)}”不是有效的手机号`);
    } else {
      this.#warn(`${column.title}“${shortNumber(part)}”不是有效的电话，未导入`);
    }
  }

  /** Then the contact stands for the owner, as in the 车辆信息 export. */
  #hasNoOwnerColumns(): boolean {
    return this.#columns('ownerName').length + this.#columns('ownerMobile').length === 0;
  }

  #visits(): VisitFields[] {
    const visits: VisitFields[] = [];
    const enteredOn = this.#day('enteredOn', { isPast: true });
    const repairOrderNo = this.#text('repairOrderNo');
    const km = this.#km('visitKm');
    if (enteredOn !== undefined) visits.push(this.#visit(enteredOn, repairOrderNo, km));
    else if (repairOrderNo !== '') throw new BadRow('有工单号但缺少进厂日期');
    const remembered = [
      ['firstMaintenanceOn', undefined, 'firstMaintenance'],
      ['lastMaintenanceOn', 'lastMaintenanceKm', 'regularMaintenance'],
      ['lastRepairOn', 'lastRepairKm', 'other'],
    ] as const;
    for (const [dayField, kmField, type] of remembered) {
      const on = this.#day(dayField, { isPast: true });
      if (on === undefined || visits.some((visit) => visit.enteredOn === on)) continue;
      visits.push({
        enteredOn: on,
        type,
        ...defined({ odometerKm: kmField === undefined ? undefined : this.#km(kmField) }),
      });
    }
    return visits;
  }

  #visit(enteredOn: Day, repairOrderNo: string, odometerKm: number | undefined): VisitFields {
    const handedBackOn = this.#day('handedBackOn');
    if (handedBackOn !== undefined && handedBackOn < enteredOn) {
      throw new BadRow(`出厂日期“${handedBackOn}”早于进厂日期“${enteredOn}”`);
    }
    const amountFen = this.#parsed('amount', parseMoneyFen, '金额');
    return {
      enteredOn,
      type: parseVisitType(this.#text('visitType')),
      ...defined({
        repairOrderNo,
        handedBackOn,
        odometerKm,
        amountFen,
        advisorName: this.#text('adviser'),
        faultText: this.#text('faultText'),
      }),
    };
  }

  #warn(reason: string): void {
    this.#warnings.push({ line: this.#line, reason });
  }
}

/** New energy plates with D, A, B, C or E belong to battery cars; the letter is the third or the last character. */
function isBatteryPlate(plate: string | undefined): boolean {
  return plate !== undefined && isNewEnergyPlate(plate) && /^..[A-E]|\d[A-E]$/.test(plate);
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Without the keys that hold nothing. */
function defined<T extends Record<string, unknown>>(fields: T): Defined<T> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && value !== ''),
  ) as Defined<T>;
}
