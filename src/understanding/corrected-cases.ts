import type { LabelledExample } from '../ports.ts';
import { summaryOf } from './describe.ts';
import type { LabelledCase } from './labelled-case.ts';
import { createNeighbourhood } from './neighbours.ts';
import type { Neighbourhood } from './neighbours.ts';
import { isCategory, isDepartment, isMessageKind } from './taxonomy.ts';
import type { Category, Department, MessageKind } from './taxonomy.ts';
import { joinMessages } from './text.ts';
import type { Decision, UnderstandingInput } from './types.ts';

type KnownCase = { text: string; kind: MessageKind; categories: Category[]; department: Department };
export type CorrectedCases = {
  /** The decision as people decided a nearly equal text; undefined when there was none. */
  apply(local: Decision, input: UnderstandingInput): Decision | undefined;
  /** Those most like a text, for a model's prompt. */
  examples(text: string): LabelledExample[];
};

/** Texts this alike are the same complaint in all but a word or two. */
const NEARLY_EQUAL = 0.8;
const RESEMBLES = 0.12;
const MOST_EXAMPLES = 3;
/** A person has decided the like; not 1, because texts nearly equal may still mean something else. */
const CONFIDENCE = 0.95;

/** What staff corrected counts from the next message on, long before the next training. @param cases oldest first */
export function createCorrectedCases(cases: readonly LabelledCase[]): CorrectedCases {
  const known: Neighbourhood<KnownCase> = createNeighbourhood(cases.flatMap(asKnown));
  return {
    apply(local, input) {
      const text = joinMessages(input.messages);
      // Of equally similar ones the newest comes first.
      const [nearest, next] = known.nearest(text, 2);
      if (nearest === undefined || nearest.similarity < NEARLY_EQUAL) return undefined;
      const { kind, categories, department } = nearest.item;
      const isDisputed =
        next !== undefined && next.similarity >= nearest.similarity && next.item.department !== department;
      const isGrave = local.severity < 'P2';
      // What people decided about one owner does not talk down another's danger.
      if (isGrave && kind !== 'complaint' && kind !== 'rescue') return undefined;
      return {
        ...local,
        kind,
        categories,
        department,
        confidence: isDisputed ? Math.min(local.confidence, CONFIDENCE) : CONFIDENCE,
        reliedOn: [...local.reliedOn, '人工更正过的相同内容'],
        needsHuman: department === 'triage' || (!isGrave && (local.wantsHuman || isDisputed)),
        decidedBy: 'case',
        summary: summaryOf(kind, categories, local.demand, local.evidence, local.entities.vehicleSystems),
      };
    },
    examples: (text) =>
      known
        .nearest(text, MOST_EXAMPLES)
        .filter(({ similarity }) => similarity >= RESEMBLES)
        .map(({ item: { text: own, kind, categories } }) => ({
          text: own,
          kind,
          categories,
          severity: kind === 'complaint' ? 'P2' : 'P3',
        })),
  };
}

function asKnown({ text, kind, categories, department }: LabelledCase): KnownCase[] {
  const known = categories.filter(isCategory).slice(0, 3);
  return isMessageKind(kind) && isDepartment(department) ? [{ text, kind, categories: known, department }] : [];
}
