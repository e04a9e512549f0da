/** One of the schools that a service serves. */
export interface Tenant {
  /** As the claim of tokens has it. */
  name: string;
  /** The schema of its tables. */
  schema: string;
}

const NAME = /^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$/;

export const TENANT_NAME_RULE =
  'must be 1 to 40 small letters of ASCII, digits and hyphens, with no hyphen at the beginning or the end';

export const isTenantName = (name: string): boolean => NAME.test(name);

/** No two names have the same one, because a name has no underscore; and no schema of another purpose has such a name. */
export const schemaOfTenant = (name: string): string => `tenant_${name.replaceAll('-', '_')}`;
