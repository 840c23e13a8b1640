export { answerFigures } from './figures.ts';
export { syncCustomerService } from './kf-sync.ts';
export { takeLookUpTurn } from './look-ups.ts';
export { type ChatParts, takeTurn } from './turn.ts';
