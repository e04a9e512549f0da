import { Logger } from '@nestjs/common';
import fc from 'fast-check';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { lineStream } from './json-lines.js';
import { inRequestContext } from 'learning-engine/http';
import { ServiceLogger } from './service-logger.js';

type LogEnv = ConstructorParameters<typeof ServiceLogger>[0];

const json: LogEnv = { NODE_ENV: 'production', LOG_LEVEL: 'info' };
const failed = Object.assign(new Error('duplicate key'), { code: '23505', parameters: ['canary'] });
const failedRecord = { type: 'Error', message: 'duplicate key', code: '23505', stack: failed.stack };

describe(ServiceLogger.name, () => {
  let raw: string;
  const open = (env: Partial<LogEnv> = {}) => {
    raw = '';
    return new ServiceLogger({ ...json, ...env }, { write: (line) => (raw += line) });
  };
  const records = () =>
    raw
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as Record<string, unknown>);

  describe('in JSON', () => {
    it('writes a line with time, level, context and message', () => {
      open().log('It is up', 'Service');

      expect(records()).toEqual([
        {
          level: 'info',
          time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string,
          context: 'Service',
          message: 'It is up',
        },
      ]);
    });

    it('adds the id of the request, and fields', () => {
      inRequestContext({ requestId: 'r-1' }, () => open().warn('Slow', { duration_ms: 5 }, 'Database'));

      expect(records()).toMatchObject([{ level: 'warn', request_id: 'r-1', duration_ms: 5, message: 'Slow' }]);
    });

    it.each(['warn', 'error', 'fatal'] as const)('has it written at once by %s, with what came before', (level) => {
      const folder = fs.mkdtempSync(join(tmpdir(), 'log-'));
      const file = join(folder, 'log');
      const logger = new ServiceLogger(json, lineStream(fs.openSync(file, 'w')));
      logger.log('before', 'Service');
      expect(fs.readFileSync(file, 'utf8')).toBe('');
      logger[level]('now', 'Service');

      expect(fs.readFileSync(file, 'utf8')).toMatch(/"message":"before"}\n{.*"message":"now"}\n$/);
      fs.rmSync(folder, { recursive: true });
    });

    it.each<[string, (logger: ServiceLogger) => void, object]>([
      ['alone', (logger) => logger.error(failed, undefined, 'Http'), { message: 'duplicate key', error: failedRecord }],
      [
        'after a message',
        (logger) => logger.error('Query failed', failed, 'Http'),
        { message: 'Query failed', error: failedRecord },
      ],
      [
        'in a field',
        (logger) => logger.error('x', { tried: [{ reason: failed }] }, 'Http'),
        { tried: [{ reason: failedRecord }] },
      ],
    ])('shows of an error what a log may say: %s', (_where, log, expected) => {
      log(open());

      expect(records()).toMatchObject([{ level: 'error', context: 'Http', ...expected }]);
      expect(raw).not.toContain('canary');
    });

    it('keeps a stack that is given as text', () => {
      open().error('It broke', 'Error: It broke\n    at x.ts:1:1', 'Http');

      expect(records()).toMatchObject([{ message: 'It broke', stack: 'Error: It broke\n    at x.ts:1:1' }]);
    });

    it('lets no field pass for what the logger says', () => {
      open().log('true', { level: 'error', time: 'never', message: 'false', context: 'Fields win here' }, 'Service');

      expect(records()).toMatchObject([{ level: 'info', message: 'true' }]);
      expect(raw.match(/"(level|time|message)":/g)).toHaveLength(3);
    });

    it('writes one line without control characters, whatever it is given', () => {
      const text = fc.string({
        unit: fc.oneof(
          fc.constantFrom(...'\r\n\t\0\u001b\u007f\u009b\u2028\u2029"\\'),
          fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
        ),
      });
      fc.assert(
        fc.property(text, fc.anything({ withBigInt: true, withMap: true }), text, (message, value, name) => {
          open().log(message, { [name]: value, value: message }, 'Service');

          expect(raw).toMatch(/^[^\p{Cc}\u2028\u2029]+\n$/u);
          expect(records()[0]).toMatchObject({ message: message, value: message });
        }),
      );
    });

    it('takes anything for a message', () => {
      fc.assert(
        fc.property(fc.anything(), (message) => {
          open().log(message, 'Service');

          expect(records()).toMatchObject([{ level: 'info', message: expect.any(String) as string }]);
        }),
      );
    });
  });

  it.each([
    ['debug', ['debug', 'info', 'warn', 'error', 'fatal']],
    ['info', ['info', 'warn', 'error', 'fatal']],
    ['warn', ['warn', 'error', 'fatal']],
    ['error', ['error', 'fatal']],
    ['silent', []],
  ] as const)('at level %s logs %j', (LOG_LEVEL, levels) => {
    const logger = open({ LOG_LEVEL });
    for (const level of ['debug', 'log', 'warn', 'error', 'fatal'] as const) logger[level]('x');

    expect(records().map(({ level }) => level)).toEqual(levels);
  });

  it('tells at debug what Nest says of each module and route', () => {
    Logger.overrideLogger(open({ LOG_LEVEL: 'debug' }));
    for (const context of ['InstanceLoader', 'RouterExplorer', 'Service']) new Logger(context).log('x');

    expect(records().map(({ level, context }) => `${String(context)}: ${String(level)}`)).toEqual([
      'InstanceLoader: debug',
      'RouterExplorer: debug',
      'Service: info',
    ]);
  });

  it('leaves out what Nest says of a failing start', () => {
    Logger.overrideLogger(open());
    new Logger('ExceptionHandler').error(failed);

    expect(raw).toBe('');
  });

  describe('as text', () => {
    let printed: string;
    beforeEach(() => {
      printed = '';
      for (const stream of [process.stdout, process.stderr]) {
        jest.spyOn(stream, 'write').mockImplementation((text) => (printed += String(text)) !== '');
      }
    });
    afterEach(() => jest.restoreAllMocks());
    const text: Partial<LogEnv> = { NODE_ENV: 'development' };

    it('is one line for people outside production, which shows control characters', () => {
      inRequestContext({ requestId: 'r-1' }, () => open(text).log('a\u001b[2Jb', { status: 200 }, 'Request'));

      expect(stripVTControlCharacters(printed)).toMatch(
        /^\[Nest\] .*\[Request\] a\\u001b\[2Jb status=200 request_id=r-1( \+\d+ms)?\n$/,
      );
      expect(raw).toBe('');
    });

    it('says nothing twice, nothing undefined, and of a request neither address nor caller', () => {
      const request = { method: 'GET', path: '/a', status: 403, duration_ms: 1.2, aborted: undefined };
      const caller = { address: '::1', user_id: 'u-1', role: 'user', refusal: 'the route is for the role admin' };
      inRequestContext({ requestId: 'r-1' }, () => open(text).warn('GET /a 403', { ...request, ...caller }, 'Request'));

      expect(stripVTControlCharacters(printed)).toMatch(
        /\[Request\] GET \/a 403 duration_ms=1\.2 refusal="the route is for the role admin" request_id=r-1( \+\d+ms)?\n$/,
      );
    });

    it('shows of an error what a log may say', () => {
      open(text).error('It failed', failed, 'Http');
      open(text).error(failed, undefined, 'Http');

      expect(printed).toContain('duplicate key');
      expect(printed).toContain('23505');
      expect(printed).toContain('at ');
      expect(printed).not.toContain('canary');
    });
  });

  it('takes its format from LOG_FORMAT when it is set', () => {
    open({ NODE_ENV: 'development', LOG_FORMAT: 'json' }).log('x');

    expect(records()).toHaveLength(1);
  });
});
