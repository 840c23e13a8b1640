import { z } from 'zod';
import { CATEGORY_KEYS, DEMAND_KEYS, KIND_KEYS, SEVERITY_KEYS } from '../understanding/taxonomy.ts';

const unit = z.preprocess(
  (value) => (typeof value === 'number' && value > 1 && value <= 100 ? value / 100 : value),
  z.number().min(0).max(1),
);

/** The only answer that counts. Unknown keys are dropped, unknown values refused. */
const answerSchema = z.object({
  kind: z.enum(KIND_KEYS),
  categories: z.array(z.enum(CATEGORY_KEYS)).max(3),
  severity: z.enum(SEVERITY_KEYS),
  confidence: unit,
  evidence: z.string().max(400),
  demand: z.enum(DEMAND_KEYS).default('none'),
  summary: z.string().max(200).default(''),
  reliedOn: z.array(z.string().max(60)).max(20).default([]),
});
export type Answer = z.infer<typeof answerSchema>;

/** Cuts the JSON object out of what models put around it: code fences, thoughts, a friendly sentence. */
export function jsonIn(content: string): unknown {
  const bare = content.replace(/<think>[\s\S]*?<\/think>/g, '');
  const from = bare.indexOf('{');
  const to = bare.lastIndexOf('}');
  if (from < 0 || to < from) return undefined;
  try {
    return JSON.parse(bare.slice(from, to + 1));
  } catch {
    return undefined;
  }
}

export type ReadAnswer = { answer: Answer } | { fault: string };

/**
 * Reads a model's reply.
 *
 * @param text what was sent to the model: evidence must stand in it by the letter
 * @returns the answer, or why it cannot be used (names fields only, never the owner's words)
 */
export function readAnswer(content: string, text: string): ReadAnswer {
  const json = jsonIn(content);
  if (json === undefined) return { fault: 'the reply is not a JSON object' };
  const parsed = answerSchema.safeParse(json);
  if (!parsed.success)
    return {
      fault: `invalid fields: ${[...new Set(parsed.error.issues.map(({ path }) => path.join('.')))].join(', ')}`,
    };
  if (!text.includes(parsed.data.evidence)) return { fault: 'evidence is not a literal part of the text' };
  return { answer: parsed.data };
}
