import { type Response } from 'express';
import { ComputationTimedOutError } from '../../errors/execution.errors.js';
import { problemOf } from '../problems/problem-of.js';
import { problemResponse } from '../problems/problem.js';
import { Work } from './work.js';

describe(Work.name, () => {
  it('knows that a computation which was ended has failed', () => {
    const work = new Work({} as Response);
    work.begin();
    const error = new ComputationTimedOutError('mastery', 'v1', 3000);
    const outcome = work.outcomeOf(error);

    expect(problemResponse(problemOf(error, 'POST').problem, 'id', { outcome })).toMatchObject({
      type: '/docs/problems#computation-timed-out',
      status: 503,
      outcome: 'failed',
      detail: 'Nothing was computed, and the run is recorded as FAILED: the request may be sent again.',
    });
  });
});
