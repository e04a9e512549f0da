import { Badge } from '@mantine/core';

const COLORS: Record<string, string> = {
  SUCCESS: 'teal',
  READY: 'teal',
  DELIVERED: 'teal',
  ACTIVE: 'teal',
  FAILED: 'red',
  RUNNING: 'blue',
  BUILDING: 'blue',
  QUEUED: 'gray',
  PENDING: 'blue',
  CANCELLED: 'gray',
  RETIRED: 'gray',
  DEPRECATED: 'orange',
  EXPERIMENTAL: 'violet',
};

/** A status by its word. The color says nothing that the word does not. */
export const StatusBadge = ({ status }: { status: string }) => (
  <Badge variant="dot" color={COLORS[status] ?? 'gray'}>
    {status}
  </Badge>
);
