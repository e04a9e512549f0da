import { deepFreeze } from './deep-freeze.js';

describe(deepFreeze, () => {
  it('freezes objects and lists at every depth', () => {
    const list = [{ a: 1 }];
    const frozen = deepFreeze({ list, empty: [], nothing: null, text: 'a' });

    for (const value of [frozen, frozen.list, frozen.list[0], frozen.empty]) expect(Object.isFrozen(value)).toBe(true);
    expect(frozen).toEqual({ list: [{ a: 1 }], empty: [], nothing: null, text: 'a' });
  });

  it('gives each reader of a Date a copy of their own', () => {
    const frozen = deepFreeze({ at: new Date(1000) });
    frozen.at.setTime(2000);

    expect(frozen).toEqual({ at: new Date(1000) });
    expect(frozen.at).not.toBe(frozen.at);
    expect(deepFreeze(frozen)).toBe(frozen);
  });

  it('is not stopped by depth', () => {
    let nested: unknown = [];
    for (let depth = 0; depth < 100_000; depth += 1) nested = [nested];

    expect(Object.isFrozen(deepFreeze(nested))).toBe(true);
  });
});
