import * as api from '../../src/learning-engine/index.js';

describe('learning-engine/index.ts', () => {
  it('exports what is on record: a change of the public API is a decision', () => {
    expect(Object.keys(api).sort()).toMatchSnapshot();
  });
});
