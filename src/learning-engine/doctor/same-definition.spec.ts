import { isSameDefinition } from './same-definition.js';

describe(isSameDefinition.name, () => {
  it.each([
    ['itself', "CHECK ((a = 'x'::text))", "CHECK ((a = 'x'::text))"],
    [
      'the casts of a list, moved to its members',
      "CHECK (((status)::text = ANY ((ARRAY['A'::character varying, 'B'::character varying])::text[])))",
      "CHECK (((status)::text = ANY (ARRAY[('A'::character varying)::text, ('B'::character varying)::text])))",
    ],
    ['a chain that is nested', 'WHEN ((((a OR b) OR (c IS NULL)) OR d))', 'WHEN ((a OR b OR (c IS NULL) OR d))'],
    [
      'a chain in a chain of the other kind',
      "WHEN (((s <> 'R'::text) AND ((a OR b) OR c)))",
      "WHEN (((s <> 'R'::text) AND (a OR b OR c)))",
    ],
  ])('knows %s', (_name, one, other) => {
    expect(isSameDefinition(one, other)).toBe(true);
  });

  it.each([
    ['another member', "ANY (ARRAY['A'::text, 'B'::text])", "ANY (ARRAY['A'::text, 'C'::text])"],
    ['a member less', "ANY (ARRAY['A'::text, 'B'::text])", "ANY (ARRAY['A'::text])"],
    ['another operator', '(a OR b)', '(a AND b)'],
    ['another grouping', '((a AND (b OR c)))', '(((a AND b) OR c))'],
    ['parentheses and casts in a text', "reject('(a)')", "reject('a')"],
    ['a cast in a text', "reject('a::text')", "reject('a')"],
    ['a cast to another type', "'1'::integer", "'1'::jsonb"],
    ['a negation', '(NOT a)', '(a)'],
    ['a name in quotes', '("A" IS NULL)', '(a IS NULL)'],
  ])('tells %s', (_name, one, other) => {
    expect(isSameDefinition(one, other)).toBe(false);
  });
});
