export { answerFollowUp } from './answer-follow-up.ts';
