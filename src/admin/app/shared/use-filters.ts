import { useSearchParams } from 'react-router';

/**
 * What a page is asked to show, as its address has it: an address can be sent to others.
 *
 * @param names the parameters that the page knows; others are left alone
 * @returns those that are set, and a way to set some of them: empty ones leave the address
 */
export function useFilters<Name extends string>(names: readonly Name[]) {
  const [params, setParams] = useSearchParams();
  const filters: Partial<Record<Name, string>> = {};
  for (const name of names) {
    const value = params.get(name);
    if (value) filters[name] = value;
  }
  const setFilters = (changes: Partial<Record<Name, string>>) =>
    setParams(
      (before) => {
        const after = new URLSearchParams(before);
        for (const [name, value] of Object.entries<string | undefined>(changes)) {
          if (value) after.set(name, value);
          else after.delete(name);
        }
        return after;
      },
      { replace: true, preventScrollReset: true },
    );
  return [filters, setFilters] as const;
}
