import { toCsv, toNdjson } from './downloads';

describe('rows to take along', () => {
  it('are quoted as RFC 4180 says, with the names of all columns', () => {
    const rows = [
      { id: 1, words: 'a "b", c\nd' },
      { id: 2, more: { x: [1] } },
      { id: null, words: undefined },
    ];

    expect(toCsv(rows)).toBe('id,words,more\r\n1,"a ""b"", c\nd",\r\n2,,"{""x"":[1]}"\r\n,,\r\n');
  });

  it.each(['=1+1', '+1', '-1', '@x', '\tx'])('do not become a formula of a spreadsheet: %j', (text) => {
    expect(toCsv([{ text }])).toBe(`text\r\n'${text}\r\n`);
    expect(toCsv([{ number: -1 }])).toBe('number\r\n-1\r\n');
  });

  it('are one JSON object on each line', () => {
    expect(toNdjson([{ a: 'x\ny' }, { a: null }])).toBe('{"a":"x\\ny"}\n{"a":null}\n');
  });
});
