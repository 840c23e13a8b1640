/**
 * npm run train:replies
 *
 * Makes weights.json anew from examples.jsonl. Needed after a change of the examples, the cues or the meanings.
 */
import { writeFileSync } from 'node:fs';
import { replyExamples } from './examples.ts';
import { storableWeights } from './stored-weights.ts';
import { trainReplies } from './train-classifier.ts';

const examples = replyExamples();
const stored = storableWeights(trainReplies(examples));
writeFileSync(new URL('weights.json', import.meta.url), `${JSON.stringify(stored)}\n`);
process.stdout.write(`${examples.length} examples, ${stored.names.length} features\n`);
