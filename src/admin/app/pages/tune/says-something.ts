import { type Schemas } from '../../api/client';

/** What was active when a report was made. */
interface MadeAgainst {
  active: { params_id: string } | null;
  activation_id: string | null;
}

/** A report says something as long as what was active when it was made is active. */
export const saysSomething = (
  { active, activation_id }: MadeAgainst,
  last: Schemas['ActivationResponse'] | null,
): boolean => activation_id === (last?.id ?? null) || active?.params_id === last?.params_id;
