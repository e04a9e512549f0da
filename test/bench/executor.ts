import { type Engine } from '../support/engine/open-engine.js';

/** One event. */
export const INPUT = {
  states: [],
  events: [{ event_id: 'e1', skill_id: 'fractions', correct: true, at: '2026-01-21T12:00:00Z' }],
};

/** Makes mastery v1 active, and gives a call that computes with one event. */
export async function executor({ registry, execution }: Engine): Promise<() => Promise<unknown>> {
  await registry.activateAlgoVersion('mastery', 'v1');
  return () => execution.execute('mastery', INPUT, { trigger: 'submit' });
}
