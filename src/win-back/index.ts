export { planWinBackCalls } from './plan.ts';
