import {
  type Card,
  clipParameters,
  FSRS5_DEFAULT_DECAY,
  fsrs,
  FSRSVersion,
  generatorParameters,
  type Grade,
  State,
  type StepUnit,
} from 'ts-fsrs';
import { LARGEST_COUNT } from '../count.js';

// The library hangs these on Date.prototype as it is loaded, enumerable, and does not need them.
for (const name of ['scheduler', 'diff', 'format', 'dueFormat']) Reflect.deleteProperty(Date.prototype, name);

/** What the model needs of the parameters. */
export interface SchedulerSettings {
  readonly w: readonly number[];
  readonly request_retention: number;
  readonly maximum_interval: number;
  readonly enable_fuzz: boolean;
  readonly enable_short_term: boolean;
  readonly learning_steps: readonly string[];
  readonly relearning_steps: readonly string[];
}

export type CardState = 'New' | 'Learning' | 'Review' | 'Relearning';
export const CARD_STATES = ['New', 'Learning', 'Review', 'Relearning'] as const satisfies CardState[];

/** A card between reviews. Times are in milliseconds since 1970. */
export interface Memory {
  readonly state: CardState;
  /** S: days until recall falls to 0.9. */
  readonly stability: number;
  /** D, 1 to 10. */
  readonly difficulty: number;
  readonly due: number;
  readonly lastReview: number | null;
  readonly reps: number;
  readonly lapses: number;
  readonly learningSteps: number;
}

export const LIBRARY = `ts-fsrs ${FSRSVersion}`;
export const DAY = 24 * 3600 * 1000;

const schedulers = new WeakMap<SchedulerSettings, Scheduler>();

/** The scheduler of a parameter set: made once for each set. */
export function schedulerOf(settings: SchedulerSettings): Scheduler {
  let scheduler = schedulers.get(settings);
  if (!scheduler) {
    scheduler = new Scheduler(settings);
    schedulers.set(settings, scheduler);
  }
  return scheduler;
}

/** FSRS-6 as ts-fsrs computes it, on plain data, with the interval's maximum kept. */
export class Scheduler {
  private readonly model: ReturnType<typeof fsrs>;

  constructor(private readonly settings: SchedulerSettings) {
    this.model = fsrs(libraryParameters(settings));
  }

  /**
   * The card after a review.
   *
   * @param at milliseconds since 1970
   * @param grade 1 Again, 2 Hard, 3 Good, 4 Easy
   * @param elapsedDays how many of the learner's days the last review is back: the model counts days of the calendar
   */
  review(memory: Memory, at: number, grade: Grade, elapsedDays: number): Memory {
    // The library reads nothing else from the time of the last review than how many days of UTC it is back.
    const { card } = this.model.next(toCard(memory, at - elapsedDays * DAY), new Date(at), grade);
    const { maximum_interval } = this.settings;
    // The order Hard < Good < Easy is applied after the library's own limit, and so exceeds it.
    const due = card.scheduled_days > maximum_interval ? at + maximum_interval * DAY : card.due.getTime();
    const isCounted = memory.reps < LARGEST_COUNT;
    return {
      state: CARD_STATES[card.state],
      stability: card.stability,
      difficulty: card.difficulty,
      due,
      lastReview: at,
      reps: isCounted ? card.reps : memory.reps,
      lapses: isCounted ? card.lapses : memory.lapses,
      learningSteps: card.learning_steps,
    };
  }

  /** Probability of recall, 0 to 1, by the time since the last review to the millisecond; 0 for a new card. */
  retrievability({ state, stability, lastReview }: Memory, at: number): number {
    return state === 'New' ? 0 : this.model.forgetting_curve((at - lastReview!) / DAY, stability);
  }
}

/** The weights that would run, which are not the given ones if the library finds something to correct in them. */
export const weightsThatRun = (settings: SchedulerSettings): readonly number[] =>
  generatorParameters(libraryParameters(settings)).w;

/**
 * The 21 weights of FSRS-6 that the library runs in place of the 19 of FSRS-5 or the 17 of FSRS-4.5. Its own function writes
 * to the console.
 */
export function completedWeights({ w, relearning_steps, enable_short_term }: SchedulerSettings): number[] {
  if (w.length === 21) return [...w];
  const migrated =
    w.length === 19 ? [...w, 0, FSRS5_DEFAULT_DECAY] : [...migratedFrom17(w), 0, 0, 0, FSRS5_DEFAULT_DECAY];
  return clipParameters(migrated, relearning_steps.length, enable_short_term);
}

function migratedFrom17(w: readonly number[]): number[] {
  const rounded = (weight: number): number => Number(weight.toFixed(8));
  return w
    .with(4, rounded(w[5]! * 2 + w[4]!))
    .with(5, rounded(Math.log(w[5]! * 3 + 1) / 3))
    .with(6, rounded(w[6]! + 0.5));
}

const libraryParameters = (settings: SchedulerSettings) => ({
  ...settings,
  learning_steps: settings.learning_steps.map(cutStep),
  relearning_steps: settings.relearning_steps.map(cutStep),
});

/** 100,000 days in each unit: any interval is shorter, even from half-way between two steps, where Hard takes a card. */
const LONGEST_STEP = { d: 100_000, h: 24 * 100_000, m: 24 * 60 * 100_000 };

/** A step that the library can add to a date: of what is longer only the maximum interval is left. */
function cutStep(step: string): StepUnit {
  const unit = step.at(-1) as keyof typeof LONGEST_STEP;
  return `${Math.min(Number.parseInt(step, 10), LONGEST_STEP[unit])}${unit}`;
}

/** Field by field: collecting the rest of an object takes as long as a review. */
const toCard = (
  { state, stability, difficulty, due, reps, lapses, learningSteps }: Memory,
  lastReview: number,
): Card => ({
  due: new Date(due),
  stability,
  difficulty,
  elapsed_days: 0,
  scheduled_days: 0,
  learning_steps: learningSteps,
  reps,
  lapses,
  state: State[state],
  last_review: new Date(lastReview),
});
