import type { Category, Demand, Department, MessageKind, Severity, VehicleSystem } from './taxonomy.ts';

/** What stands in the text by the letter. Values as the owner wrote them unless a unit is named. */
export type Entities = {
  /** Normalised: upper case, no separators, e.g. `沪A12345`. */
  plates: string[];
  /** 17 characters, upper case; `isCheckDigitValid` per GB 16735. */
  vins: { vin: string; isCheckDigitValid: boolean }[];
  /** Digits only. */
  phones: string[];
  mileagesKm: number[];
  /** As written: 3月5号, 上周三, 去年10月. */
  dates: string[];
  /** In fen. */
  amountsFen: number[];
  /** How often the owner says it was repaired or came back; the largest number named. */
  repairCount?: number;
  /** 小王, 王经理, 李师傅. */
  staffNames: string[];
  vehicleSystems: VehicleSystem[];
};

export type UnderstandingInput = {
  /** Consecutive messages of one owner, oldest first. */
  messages: readonly string[];
  /** What the bot last said or asked, e.g. a satisfaction question; helps to read short answers. */
  context?: string;
  /** People known to the store, whose names no model may read: the owner, the staff. */
  names?: readonly string[];
  /** The owner is a VIP: with a safety matter that alone means P1. */
  isVip?: boolean;
};

/** A booking, a question in the owner's words: "顺便约明天下午保养". */
export type Wish = { kind: 'booking' | 'question' | 'progress'; text: string };

/** What the service believes an owner's text means, and why. */
export type Decision = {
  kind: MessageKind;
  /** At most 3, the first one routes; empty when the kind needs none. */
  categories: Category[];
  severity: Severity;
  department: Department;
  /** 0–1: how likely kind and department are right. */
  confidence: number;
  /** Literal substring of the messages joined by newline; empty when nothing stands out. */
  evidence: string;
  /** Words and rules that the decision rests on. */
  reliedOn: string[];
  /** A person should look: unsure, in disagreement, or asked for. */
  needsHuman: boolean;
  /** The owner asks for a person, possibly beside a complaint. */
  wantsHuman: boolean;
  /** `case`: people have decided a nearly equal text. */
  decidedBy: 'rules' | 'local' | 'case' | 'model';
  /** Short neutral Chinese, at most 60 characters. */
  summary: string;
  demand: Demand;
  entities: Entities;
  /** What is asked for in so many words; beside a `kind` of another sort these are matters of their own. */
  wishes?: readonly Wish[];
  promptName?: string;
  promptVersion?: string;
  model?: string;
  /** Why the model's answer was not used. */
  modelError?: string;
};
