import { buildService } from './processes/build-service.mjs';
import setUpPostgres from './postgres.global-setup.mjs';

/** For tests that start processes, too. */
export default async function setUpService() {
  buildService();
  await setUpPostgres();
}
