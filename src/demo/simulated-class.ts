/** A question with what a platform would not know: how hard it really is. */
export interface Question {
  id: string;
  skill: string;
  /** Logits. */
  difficulty: number;
  keyOption: number;
}

/** A learner with what a platform would not know. */
export interface Learner {
  id: string;
  name: string;
  /** Logits. */
  ability: number;
  /** Believes that a fraction with a larger denominator is larger, and so picks option 2 of the questions about it. */
  misconceived: boolean;
}

export interface Answer {
  option: number;
  correct: boolean;
}

export const OPTIONS = 4;
const MISLEADING = new Set(['fractions-1', 'fractions-2', 'fractions-3']);
const SKILLS = ['fractions', 'percent', 'equations', 'geometry'];
const QUESTIONS_PER_SKILL = 6;

/** A small class and its questions. All chance comes from one seed, so each demo shows the same. */
export class SimulatedClass {
  readonly questions: Question[];
  readonly learners: Learner[];

  constructor(
    userIds: readonly string[],
    private readonly random: () => number,
  ) {
    this.questions = SKILLS.flatMap((skill, row) =>
      Array.from({ length: QUESTIONS_PER_SKILL }, (_, column) => ({
        id: `${skill}-${column + 1}`,
        skill,
        difficulty: (row - 1.5) * 0.5 + (column - 2.5) * 0.4,
        keyOption: MISLEADING.has(`${skill}-${column + 1}`) ? 1 : 1 + (column % OPTIONS),
      })),
    );
    const names = [
      'Ada',
      'Ben',
      'Cleo',
      'Dev',
      'Eda',
      'Finn',
      'Gus',
      'Hana',
      'Ivo',
      'Jun',
      'Kai',
      'Lea',
      'Mia',
      'Noa',
      'Oli',
      'Pia',
    ];
    this.learners = userIds.map((id, index) => ({
      id,
      name: names[index % names.length]!,
      ability: -1.2 + (2.4 * index) / Math.max(1, userIds.length - 1),
      misconceived: index % 2 === 0,
    }));
  }

  answer(learner: Learner, { id, difficulty, keyOption }: Question): Answer {
    if (learner.misconceived && MISLEADING.has(id)) return { option: 2, correct: keyOption === 2 };
    const chance = 1 / OPTIONS;
    const right = this.random() < chance + (1 - chance) / (1 + Math.exp(difficulty - learner.ability));
    if (right) return { option: keyOption, correct: true };
    const wrong = Array.from({ length: OPTIONS }, (_, index) => index + 1).filter((option) => option !== keyOption);
    return { option: wrong[Math.floor(this.random() * wrong.length)]!, correct: false };
  }
}
