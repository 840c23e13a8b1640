import { expectNothingLeftOpen } from './left-open.ts';

expectNothingLeftOpen();
