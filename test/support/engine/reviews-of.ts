import { type RevisionV1Review } from 'learning-engine/algorithms';
import { type FoldedAnswer } from 'learning-engine/authoring';

/** The rows that `compute` of a revision version takes for answers: all but those of a survey. */
export const reviewsOf = (answers: readonly FoldedAnswer[]): RevisionV1Review[] =>
  answers.flatMap((given) => {
    const { event_id: review_id, item_id: card_id, at, sequence, rating, correct, day_offset_minutes } = given;
    if (card_id === null || given.context === 'survey') return [];
    return [
      {
        ...{ review_id, card_id, at },
        ...(rating === null ? { correct } : { rating }),
        ...(sequence !== null && { sequence }),
        ...(day_offset_minutes !== null && { day_offset_minutes }),
      },
    ];
  });
