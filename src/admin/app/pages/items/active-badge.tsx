import { Badge } from '@mantine/core';
import { text } from '../../strings';

export const ActiveBadge = ({ isActive }: { isActive: boolean }) => (
  <Badge variant="dot" color={isActive ? 'teal' : 'gray'}>
    {isActive ? text.items.active : text.items.inactive}
  </Badge>
);
