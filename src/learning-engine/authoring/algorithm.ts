import { type Problem } from '../json/problem.js';

/**
 * One version of an algorithm: plain data in, plain data out.
 *
 * `compute` must not read a clock, draw random numbers, touch a database or change its arguments: time and seed
 * arrive in the input. The same params and the same input then give the same output, which is what makes a
 * recorded run repeatable.
 *
 * A released version is frozen. A fix is a new version, a tuning is a new parameter set.
 *
 * @example
 * ```ts
 * class StreakV1Params {
 *   @Between(0, 1) bonus: number = 0.1;
 * }
 *
 * @LearningAlgorithm({ key: 'streak', version: 'v1', params: StreakV1Params })
 * class StreakV1Algorithm implements Algorithm<StreakV1Params, { days: number }, { score: number }> {
 *   compute(params: Readonly<StreakV1Params>, input: { days: number }) {
 *     return { score: Math.min(1, params.bonus * input.days) };
 *   }
 * }
 * ```
 */
export interface Algorithm<Params extends object = object, Input = unknown, Output = unknown> {
  /**
   * @param params a complete parameter set of this version
   * @param input the version's input contract
   * @param unfit rows that break their contract, of the input's lists of events that a contract declares with `EventsOf`; none
   * where it declares no such list
   * @throws AlgorithmNotImplementedError in a version that is a stub
   */
  compute(params: Readonly<Params>, input: Readonly<Input>, unfit?: readonly Problem[]): Output;
}
