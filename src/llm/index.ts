export { createModelClassifier } from './model-classifier.ts';
export type { ModelConfig } from './model-classifier.ts';
export { loadPrompts } from './prompts.ts';
export { redact, redactAll } from './redact.ts';
