import { Anchor } from '@mantine/core';
import { Link } from 'react-router';

/** An id, short where many stand below each other; the whole one is there for who points at it. A link where it leads somewhere. */
export function Id({ id, to, whole }: { id: string | null | undefined; to?: string; whole?: boolean }) {
  if (!id) return <>–</>;
  const shown = (
    <span className="mono" title={id}>
      {whole || id.length <= 12 ? id : `${id.slice(0, 4)}…${id.slice(-6)}`}
    </span>
  );
  if (!to) return shown;
  return (
    <Anchor component={Link} to={to} aria-label={id}>
      {shown}
    </Anchor>
  );
}
