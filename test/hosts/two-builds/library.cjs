// A library with a version of its own. It requires the engine, while the app imports it.
require('reflect-metadata');
const { IntegerAtLeast, LearningAlgorithm, rejectInputOf } = require('learning-engine/authoring');

class StreakParams {
  bonus = 0.1;
}
class StreakInput {}
IntegerAtLeast(0)(StreakInput.prototype, 'days');

class StreakAlgorithm {
  compute({ bonus }, { days }) {
    if (days > 366) rejectInputOf('streak', 'v1')(['days'], 'must be days of one year');
    return { score: bonus * days };
  }
}
LearningAlgorithm({ key: 'streak', version: 'v1', params: StreakParams, input: StreakInput })(StreakAlgorithm);

module.exports = { StreakAlgorithm };
