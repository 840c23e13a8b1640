export { listCorrections } from './corrections.ts';
export { learnFromCorrections, type Retrained, type Train } from './learn.ts';
export { createModelInForce, type ModelInForce } from './model-in-force.ts';
