import { SegmentedControl } from '@mantine/core';
import { useSearchParams } from 'react-router';
import { text } from '../../strings';

const HOUR_MS = 3_600_000;
const WINDOWS = { day: 24 * HOUR_MS, week: 7 * 24 * HOUR_MS, month: 30 * 24 * HOUR_MS } as const;
type Name = keyof typeof WINDOWS;

export interface Window {
  from: string;
  to: string;
}

/** The time before now that is looked at, as the address says. It ends at a whole minute: so it is asked for once. */
export function useWindow(): Window {
  const name = useName();
  const to = Math.ceil(Date.now() / 60_000) * 60_000;
  return { from: new Date(to - WINDOWS[name]).toISOString(), to: new Date(to).toISOString() };
}

/** How long the periods are into which the time is cut. */
export const usePeriod = (): 'hour' | 'day' => (useName() === 'day' ? 'hour' : 'day');

/** While the window moves on by a minute, what was read stays on the page. What is of another algorithm or window does not. */
export const keepThrough =
  (algoKey: string, window: Window) =>
  <Data,>(data: Data | undefined, earlier: { queryKey: readonly unknown[] } | undefined): Data | undefined => {
    const { params } = (earlier?.queryKey[2] ?? {}) as { params?: { path: { algo_key: string }; query: Window } };
    return params?.path.algo_key === algoKey && lengthOf(params.query) === lengthOf(window) ? data : undefined;
  };

const lengthOf = ({ from, to }: Window): number => Date.parse(to) - Date.parse(from);

function useName(): Name {
  const given = useSearchParams()[0].get('window');
  return given && given in WINDOWS ? (given as Name) : 'day';
}

export function WindowControl() {
  const [, setSearch] = useSearchParams();
  const choose = (name: string) =>
    setSearch(
      (before) => {
        before.set('window', name);
        return before;
      },
      { preventScrollReset: true },
    );
  return (
    <SegmentedControl
      aria-label={text.algorithms.window}
      value={useName()}
      onChange={choose}
      data={Object.keys(WINDOWS).map((name) => ({ value: name, label: text.algorithms.windows[name as Name] }))}
    />
  );
}
