import { createConfig, lint } from '@redocly/openapi-core';

// Prints what the linter says of an API document, as JSON. A process of its own: the library is published as ESM only.
const config = await createConfig({ extends: ['recommended'] });
const findings = await lint({ ref: process.argv[2], config });
process.stdout.write(
  JSON.stringify(findings.map(({ ruleId, message, location }) => [ruleId, message, location[0]?.pointer])),
);
