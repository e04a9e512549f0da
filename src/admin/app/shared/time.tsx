import { Tooltip } from '@mantine/core';
import { text } from '../strings';

const whole = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });

/** To the second, or as exactly as it is known. */
const utc = (at: string): string =>
  new Date(at)
    .toISOString()
    .replace('T', ' ')
    .replace(/(\.000)?Z$/, '');

/** A time in the zone of who looks, and in UTC for who points at it. */
export function Time({ at }: { at: string | null | undefined }) {
  if (!at) return <>{text.common.never}</>;
  return (
    <Tooltip label={`${utc(at)} ${text.common.utc}`} events={{ hover: true, focus: true, touch: true }}>
      <time dateTime={at} tabIndex={0}>
        {whole.format(new Date(at))}
      </time>
    </Tooltip>
  );
}
