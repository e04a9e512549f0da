import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';

const PACKAGE = resolve('node_modules/@sparticuz/chromium');
const CACHE = resolve('node_modules/.cache/chromium');

/** What the package's Chromium is built for. */
interface Machine {
  platform: string;
  arch: string;
  /** Version of the GNU C library; undefined where there is another one. */
  glibc?: string;
}

const thisMachine = (): Machine => {
  const { header } = process.report.getReport() as { header: { glibcVersionRuntime?: string } };
  return { platform: process.platform, arch: process.arch, glibc: header.glibcVersionRuntime };
};

/**
 * Unpacks the Chromium of the package @sparticuz/chromium, once for each version. We take its files alone: its code would unpack to
 * a folder that all accounts share, and start Chromium with the protections off that the tests are about.
 *
 * @returns the program, and the variables it needs
 * @throws Error that names the remedy, where the package has no Chromium for this machine
 */
export async function packagedChromium(machine = thisMachine()): Promise<{ path: string; env: NodeJS.ProcessEnv }> {
  const { platform, arch, glibc } = machine;
  if (platform !== 'linux' || arch !== 'x64' || glibc === undefined) {
    const libc = platform === 'linux' && glibc === undefined ? ' without glibc' : '';
    throw new Error(
      `The browser tests bring a Chromium for Linux on x64 with glibc, and this is ${platform} on ${arch}${libc}. ` +
        'Install Chromium or Chrome, and set CHROMIUM_PATH to its program.',
    );
  }
  const folder = await unpacked();
  return {
    path: join(folder, 'chromium'),
    env: {
      LD_LIBRARY_PATH: [join(folder, 'al2023', 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':'),
      FONTCONFIG_FILE: join(folder, 'fonts.conf'),
    },
  };
}

/** Beside its place, then renamed: of several processes that come first, none starts half of it. */
async function unpacked(): Promise<string> {
  const { version } = JSON.parse(await readFile(join(PACKAGE, 'package.json'), 'utf8')) as { version: string };
  const folder = join(CACHE, version);
  if (existsSync(folder)) return folder;
  const aside = `${folder}.${randomUUID()}`;
  await mkdir(aside, { recursive: true });
  try {
    await Promise.all([
      inflate('chromium', createWriteStream(join(aside, 'chromium'), { mode: 0o755 })),
      inflate('swiftshader.tar', untar(aside)), // looked for beside the program
      inflate('al2023.tar', untar(join(aside, 'al2023'))),
      inflate('fonts.tar', untar(join(aside, 'fonts'))),
      writeFile(join(aside, 'fonts.conf'), fontsConf(folder)),
    ]);
    await rename(aside, folder);
  } catch (error) {
    await rm(aside, { recursive: true });
    if (!existsSync(folder)) throw error; // otherwise another process was faster
  }
  return folder;
}

const inflate = (name: string, target: NodeJS.WritableStream): Promise<void> =>
  pipeline(createReadStream(join(PACKAGE, 'bin', `${name}.br`)), createBrotliDecompress(), target);

/** The package depends on tar-fs for the same purpose. */
function untar(folder: string): NodeJS.WritableStream {
  const tar = createRequire(join(PACKAGE, 'package.json'))('tar-fs') as {
    extract(path: string): NodeJS.WritableStream;
  };
  return tar.extract(folder);
}

/** That of the package names folders of other machines: with it, texts are invisible, and some pages end the browser. */
const fontsConf = (folder: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(folder, 'fonts', 'fonts')}</dir>
  <cachedir>${join(folder, 'font-cache')}</cachedir>
</fontconfig>
`;
