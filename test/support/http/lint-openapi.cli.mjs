import { createConfig, lint } from '@redocly/openapi-core';

// Prints what the linter says of an API document, as JSON. A process of its own: the library is published as ESM only.
const config = await createConfig({ extends: ['recommended'] });
const findings = await lint({ ref: process.argv[2], config });
// What must not be given together is defined beside the place that says so.
const isTogether = ({ location }) => /\/not\/required\/\d+$/.test(location[0]?.pointer);
// A key of an algorithm is none of the words that paths begin with, such as `runs`.
const isOfKeys = ({ ruleId, message }) =>
  ruleId === 'no-ambiguous-paths' && /`\/v1\/learning\/\{algo_key\}\//.test(message);
process.stdout.write(
  JSON.stringify(
    findings
      .filter((one) => !isTogether(one) && !isOfKeys(one))
      .map(({ ruleId, message, location }) => [ruleId, message, location[0]?.pointer]),
  ),
);
