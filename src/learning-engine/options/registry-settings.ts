/** How the process caches the active versions. */
export interface RegistrySettings {
  /**
   * How old what `resolveActive` and `getInfo` answer may be, in milliseconds: the longest time until a change by another
   * process is seen. Default 500. With 0, every answer is asked of the database.
   */
  maxAgeMs: number;
}

export const defaultRegistrySettings: Readonly<RegistrySettings> = { maxAgeMs: 500 };
