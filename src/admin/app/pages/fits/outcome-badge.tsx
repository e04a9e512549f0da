import { Badge } from '@mantine/core';
import { text } from '../../strings';

const COLORS: Record<string, string> = { CANDIDATE: 'teal', REJECTED: 'orange' };

/** What came of a fit, in words. */
export const OutcomeBadge = ({ outcome }: { outcome: string }) => (
  <Badge variant="dot" color={COLORS[outcome] ?? 'gray'} tt="none">
    {text.fits.outcomes[outcome as 'CANDIDATE'] ?? outcome}
  </Badge>
);
