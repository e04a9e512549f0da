import 'reflect-metadata';
import { type RunCommand, UsageError } from 'learning-engine/cli';
import { loadEnv } from '../config/load-env.js';
import { openDatabaseServer } from '../database/database-server.js';
import { grantTo } from '../database/grant-to.js';
import { serviceRoleOf } from '../database/service-rights.js';

/** Without a role, it is the one of DATABASE_URL; connects with DATABASE_OWNER_URL. */
export const run: RunCommand = async ({ args }) => {
  const server = await openDatabaseServer(loadEnv(), 'tool');
  try {
    const role = args.role ?? serviceRoleOf(server);
    if (!role) throw new UsageError('<role> is required: DATABASE_URL and DATABASE_OWNER_URL name the same one');
    await grantTo(role, server.ownerUrl);
    return { text: `The role ${role} has the rights of the service.\n`, data: { role } };
  } finally {
    await server.release();
  }
};
