import { parseYaml } from '@redocly/openapi-core';
import { readFileSync } from 'node:fs';

// Prints a YAML file as JSON. A process of its own: the library is published as ESM only.
process.stdout.write(JSON.stringify(parseYaml(readFileSync(process.argv[2], 'utf8'))));
