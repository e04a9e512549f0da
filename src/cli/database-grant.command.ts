import 'reflect-metadata';
import { type RunCommand, UsageError } from 'learning-engine/cli';
import { loadEnv } from '../config/load-env.js';
import { openDatabaseServer } from '../database/database-server.js';
import { grantTo } from '../database/grant-to.js';
import { serviceRoleOf } from '../database/service-rights.js';
import { grantInTenants } from '../tenants/migrate-tenants.js';

/** Without a role, it is the one of DATABASE_URL; connects with DATABASE_OWNER_URL. With TENANTS in all schemas. */
export const run: RunCommand = async ({ args }) => {
  const env = loadEnv();
  const server = await openDatabaseServer(env, 'tool');
  try {
    const role = args.role ?? serviceRoleOf(server);
    if (!role) throw new UsageError('<role> is required: DATABASE_URL and DATABASE_OWNER_URL name the same one');
    await grantTo(role, server.ownerUrl);
    const tenants = env.TENANTS ? await grantInTenants(server, role) : undefined;
    const where = tenants === undefined ? '' : `, in ${tenants} schools, too`;
    return { text: `The role ${role} has the rights of the service${where}.\n`, data: { role, tenants } };
  } finally {
    await server.release();
  }
};
