import { type RunCommand } from '../command.js';

export const run: RunCommand = async ({ target }) => {
  const dataSource = (await target()).migrating();
  await dataSource.initialize();
  try {
    const ran = (await dataSource.runMigrations()).map(({ name }) => name);
    const text =
      ran.length > 0
        ? `${ran.map((name) => `${name}\n`).join('')}Migrations run: ${ran.length}.\n`
        : 'Nothing to run: the schema is current.\n';
    return { text, data: { ran } };
  } finally {
    await dataSource.destroy();
  }
};
