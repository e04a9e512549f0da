import { once } from 'node:events';
import { connect } from 'node:net';
import { cleanEnv, SERVICE, Spawned } from './spawned.js';

/** The service in a process of its own, that logs JSON at the lowest level. The caller stops it. */
export class JsonService {
  private constructor(
    readonly process: Spawned,
    readonly port: number,
  ) {}

  /** @param nodeArgs before the program's name */
  static async start(env: NodeJS.ProcessEnv, nodeArgs: string[] = []): Promise<JsonService> {
    const more = { PORT: '0', LOG_FORMAT: 'json', LOG_LEVEL: 'debug', ...env };
    const spawned = Spawned.run(process.execPath, [...nodeArgs, ...SERVICE], cleanEnv(more));
    const [, port] = await spawned.saying(/"port":(\d+),.*is up"/);
    return new JsonService(spawned, Number(port));
  }

  /** All that was written to stdout; throws where a line is no JSON object. */
  records(): Record<string, unknown>[] {
    const lines = this.process.stdout.split('\n');
    expect(lines.pop()).toBe('');
    return lines.map((line) => {
      const record: unknown = JSON.parse(line);
      expect(record).toMatchObject({ level: expect.any(String) as string, time: expect.any(String) as string });
      return record as Record<string, unknown>;
    });
  }

  /** Sends bytes as they stand, and gives back what is answered until the service ends the connection. */
  async raw(bytes: string): Promise<string> {
    const socket = connect({ port: this.port });
    let answer = '';
    socket.setEncoding('latin1').on('data', (text: string) => (answer += text));
    socket.on('error', () => undefined); // it may end before it has taken all
    socket.write(bytes, 'latin1');
    await once(socket, 'close');
    return answer;
  }

  async stop(): Promise<number | null> {
    this.process.signal('SIGTERM');
    return this.process.end();
  }
}
