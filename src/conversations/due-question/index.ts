export { answerDueQuestion } from './answer-due-question.ts';
export { takeDueOffer } from './take-offer.ts';
