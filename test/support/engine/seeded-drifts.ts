import { DoctorService, type Finding } from 'learning-engine';
import { type Engine } from './open-engine.js';

/** What is broken, the statement that breaks it, the one that mends it, and all findings in between, line by line. */
export type Drift = [name: string, breaking: string, mending: string, findings: string];

/** Code and subject of findings. The server of the tests is not durable, for speed: that finding is always there. */
export const codesOf = (findings: readonly Finding[]): string[] =>
  findings.map(({ code, subject }) => `${code} ${subject}`).filter((finding) => !finding.startsWith('NOT_DURABLE '));

export const diagnose = async ({ app }: Engine): Promise<string[]> => codesOf(await app.get(DoctorService).diagnose());

/**
 * One test for each drift: the doctor names it, and nothing else; and after mending, nothing at all.
 *
 * @param since the version of PostgreSQL that brought it: on older ones there is nothing to find
 */
export const itFindsExactly = (engine: Engine, drifts: readonly Drift[], since = 15): void =>
  it.each(drifts)('finds %s', async (_name, breaking, mending, findings) => {
    const [server] = await engine.dataSource.query<[{ server_version_num: string }]>('SHOW server_version_num');
    if (Number(server.server_version_num) < since * 10_000) return;
    await engine.dataSource.query(breaking);
    const found = await diagnose(engine).finally(() => engine.dataSource.query(mending));

    expect(found).toEqual(findings.trim().split(/\s*\n\s*/));
    expect(await diagnose(engine)).toEqual([]);
  });
