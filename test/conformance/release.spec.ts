import { readFileSync } from 'node:fs';

const versionIn = (file: string) => (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;

describe('a release', () => {
  it('has one version, which is that of the newest changes', () => {
    const [, newest] = /^## (\S+) \((?:not released yet|\d{4}-\d\d-\d\d)\)$/m.exec(
      readFileSync('CHANGELOG.md', 'utf8'),
    )!;

    expect(versionIn('package.json')).toBe(newest);
    expect(versionIn('src/learning-engine/package.json')).toBe(newest);
    expect(versionIn('package-lock.json')).toBe(newest);
  });
});
