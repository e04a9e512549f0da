/** A prediction of 0 or 1 that fails would cost without bound. */
export const CERTAIN = 1e-9;

/** -ln of the probability that was given to what came. */
export const lossOf = (predicted: number, isRight: boolean): number =>
  -Math.log(Math.max(CERTAIN, isRight ? predicted : 1 - predicted));

/** Into so many parts predictions are sorted, to be compared with what came. */
export const TENTHS = 10;

/** In which of them a prediction is, from 0 on. */
export const tenthOf = (predicted: number): number => Math.min(TENTHS - 1, Math.floor(predicted * TENTHS));
