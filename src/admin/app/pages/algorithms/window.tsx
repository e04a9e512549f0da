import { SegmentedControl } from '@mantine/core';
import { useSearchParams } from 'react-router';
import { text } from '../../strings';

const HOUR_MS = 3_600_000;
const WINDOWS = { day: 24 * HOUR_MS, week: 7 * 24 * HOUR_MS, month: 30 * 24 * HOUR_MS } as const;
type Name = keyof typeof WINDOWS;

/** The time before now that is looked at, as the address says. It ends at a whole minute: so it is asked for once. */
export function useWindow(): { from: string; to: string } {
  const name = useName();
  const to = Math.ceil(Date.now() / 60_000) * 60_000;
  return { from: new Date(to - WINDOWS[name]).toISOString(), to: new Date(to).toISOString() };
}

function useName(): Name {
  const given = useSearchParams()[0].get('window');
  return given && given in WINDOWS ? (given as Name) : 'day';
}

export function WindowControl() {
  const [, setSearch] = useSearchParams();
  const choose = (name: string) =>
    setSearch((before) => {
      before.set('window', name);
      return before;
    });
  return (
    <SegmentedControl
      aria-label={text.algorithms.window}
      value={useName()}
      onChange={choose}
      data={Object.keys(WINDOWS).map((name) => ({ value: name, label: text.algorithms.windows[name as Name] }))}
    />
  );
}
