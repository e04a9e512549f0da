import { parseYaml } from '@redocly/openapi-core';
import { readFileSync } from 'node:fs';

// Prints the documents of a YAML file as JSON. A process of its own: the library is published as ESM only.
const documents = readFileSync(process.argv[2], 'utf8').split(/^---$/m);
process.stdout.write(JSON.stringify(documents.map((text) => parseYaml(text))));
