import { text } from '../../strings';
import { shortId } from './active-pair';

/** Who did something: their id, or the system. */
export const Who = ({ id }: { id: string | null | undefined }) =>
  id ? (
    <span className="mono" title={id}>
      {shortId(id)}
    </span>
  ) : (
    text.common.system
  );
