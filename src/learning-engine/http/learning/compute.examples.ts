const AT = '2026-11-01T08:00:00Z';
const NOW = '2026-11-02T08:00:00Z';

/** By key: an input that v1 of the algorithm computes. */
const INPUTS = {
  mastery: { states: [], events: [{ event_id: 'e1', skill_id: 'fractions', correct: true, at: AT }] },
  revision: { now: NOW, cards: [], reviews: [{ review_id: 'r1', card_id: 'c1', rating: 3, at: AT }] },
  difficulty: {
    items: [],
    learners: [],
    events: [{ event_id: 'e1', learner_id: 'l1', item_id: 'q1', correct: true, at: AT }],
  },
  adaptive: {
    now: NOW,
    seed: 'l1 2026-11-02',
    count: 1,
    learner: { theta: 0.3, rolling_success: 0.6 },
    candidates: [{ item_id: 'q1', concept_id: 'fractions', difficulty: 0.2, answers: 0, last_seen_at: null }],
  },
  mistakes: {
    now: NOW,
    questions: [{ question_id: 'q1', option_count: 4, key_option: 2 }],
    attempts: [{ attempt_id: 'a1', learner_id: 'l1', question_id: 'q1', option: 3, at: AT }],
  },
};

export const computeExamples = Object.fromEntries(
  Object.entries(INPUTS).map(([key, input]) => [key, { summary: `${key} v1`, value: { input } }]),
);

export const batchExamples = Object.fromEntries(
  Object.entries(INPUTS).map(([key, input]) => [
    key,
    { summary: `${key} v1`, value: { items: [{ input }, { input }] } },
  ]),
);
