import { openEpoch } from '../../events/open-epoch.js';
import { CommandRejectedError, type RunCommand } from '../command.js';

const REFUSALS: Readonly<Record<string, string>> = {
  '42P01': 'The database has no events yet: run the migrations. There is nothing else to do after its restore.',
  '42501': 'Only the owner of the tables can open an epoch: connect as that role.',
};

export const run: RunCommand = async ({ target }) => {
  const dataSource = (await target()).migrating();
  await dataSource.initialize();
  try {
    const epoch = await openEpoch(dataSource);
    return {
      text:
        `Epoch ${epoch} is open: new events come after all others.\n` +
        'Learners who were erased since the backup are back: erase them again by erasures apply.\n',
      data: { epoch },
    };
  } catch (error) {
    const refusal = REFUSALS[(error as { code?: string }).code ?? ''];
    throw refusal ? new CommandRejectedError(refusal) : error;
  } finally {
    await dataSource.destroy();
  }
};
