import { namesEntityTag } from './entity-tag.js';

describe(namesEntityTag, () => {
  it.each(['"a"', 'W/"a"', '*', ' * ', '"b", "a"', '"b","a","c"', 'W/"b", W/"a"', '"b,c", "a"', ', "a",,'])(
    'finds "a" in %s',
    (given) => {
      expect(namesEntityTag(given, '"a"')).toBe(true);
    },
  );

  it.each([undefined, '', '"b"', '"A"', 'a', '"a', 'a"', '"a, b"', '"x"a"', '**', '"*"', 'w/', '"ab"'])(
    'does not find it in %s',
    (given) => {
      expect(namesEntityTag(given, '"a"')).toBe(false);
    },
  );
});
