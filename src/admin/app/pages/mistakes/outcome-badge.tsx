import { Badge } from '@mantine/core';
import { text } from '../../strings';

/** What came of an analysis, in words. */
export const OutcomeBadge = ({ outcome }: { outcome: string }) => (
  <Badge variant="dot" color={outcome === 'ANALYSED' ? 'teal' : 'orange'} tt="none">
    {text.mistakes.outcomes[outcome as 'ANALYSED'] ?? outcome}
  </Badge>
);
