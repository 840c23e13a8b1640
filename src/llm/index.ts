export { createModelClassifier } from './model-classifier.ts';
export { createModelClient, type ModelClient, type ModelConfig } from './model-client.ts';
export { createModelQuestionReader } from './question-reader.ts';
