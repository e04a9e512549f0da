import { calibratedItems } from './calibrated-items.js';
import { judgeCalibration } from './calibration.js';

const untimed = { usual_duration_ms: null, durations: null };

describe(calibratedItems, () => {
  it('keeps what a calibration has of an estimate of v2, and leaves out items that could not be estimated', () => {
    const estimated = { item_id: 'q1', difficulty: 0.4, se: 0.2, discrimination: 1.3, answers: 40, provisional: false };
    const more = {
      status: 'estimated',
      discrimination_se: 0.1,
      own_discrimination: true,
      share_right: 0.4,
      drift: null,
    };
    const nothing = { difficulty: null, se: null, discrimination: null, discrimination_se: null, provisional: true };
    const items = calibratedItems([
      { ...estimated, ...more },
      { ...more, ...nothing, item_id: 'q2', answers: 3 },
    ]);

    expect(items).toEqual([estimated]);
    expect(judgeCalibration({ items }).items).toEqual([{ ...estimated, ...untimed }]);
  });

  it('takes items of v1, which have no discrimination', () => {
    const rated = { item_id: 'q1', difficulty: -0.2, se: 0.7, answers: 4, provisional: true };
    const items = calibratedItems([{ ...rated, ...{ info: 1, recent: [1], p_value_window: 1 } }]);

    expect(items).toEqual([rated]);
    expect(judgeCalibration({ items }).items).toEqual([{ ...rated, discrimination: null, ...untimed }]);
  });

  it('leaves out what is not known of an item', () => {
    expect(calibratedItems([{ item_id: 'q1', difficulty: 0, se: null, discrimination: null, answers: null }])).toEqual([
      { item_id: 'q1', difficulty: 0 },
    ]);
  });
});
