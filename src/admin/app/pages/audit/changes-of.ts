import { type Schemas } from '../../api/client';
import { text } from '../../strings';
import { pairName, shortId } from '../algorithms/active-pair';
import { pathOf } from '../shadows/shadow';
import { type Change } from './changes';

export const ofActivation = (entry: Schemas['ActivationResponse']): Change => ({
  ...{ id: `activation ${entry.id}`, at: entry.activated_at, kind: 'activation', subject: entry.algo_key },
  what: [text.algorithms.kinds[entry.kind], pairName(entry)].filter(Boolean).join(' '),
  ...{ by: entry.actor_user_id, reason: entry.reason, to: `/algorithms/${entry.algo_key}?tab=log` },
});

export const ofGate = ({ id, set_at, algo_key, mode, ...setting }: Schemas['GateSettingResponse']): Change => ({
  ...{ id: `gate ${id}`, at: set_at, kind: 'gate', subject: algo_key, what: text.audit.set(mode) },
  ...{ by: setting.actor_user_id, reason: setting.reason, to: `/algorithms/${algo_key}?tab=gate` },
});

export const ofAdoption =
  (kind: 'calibration' | 'skill-map') =>
  ({ id, set_id, ...adoption }: Schemas['AdoptionResponse']): Change => ({
    ...{ id: `${kind} ${id}`, at: adoption.adopted_at, kind, subject: text.audit.kinds[kind] },
    what: set_id ? text.audit.adopted(shortId(set_id)) : text.audit.withdrawn,
    ...{ by: adoption.actor_user_id, reason: adoption.reason },
    to: set_id ? `/items/${kind}s/${set_id}` : kind === 'calibration' ? '/items' : '/items/skill-maps',
  });

/** That it was started; and that a person ended it. What ends by itself is no change that was made. */
export function ofShadow(shadow: Schemas['ShadowResponse']): Change[] {
  const { id, algo_key: subject, ended_at, ended_by } = shadow;
  const name = pairName(shadow)!;
  const about = { kind: 'shadow' as const, subject, to: pathOf(shadow) };
  const started: Change = {
    ...{ ...about, id: `shadow ${id}`, at: shadow.started_at, what: text.audit.shadowStarted(name) },
    ...{ by: shadow.actor_user_id, reason: shadow.reason },
  };
  if (ended_at === null || ended_by !== 'ended') return [started];
  const ended: Change = {
    ...{ ...about, id: `end of ${id}`, at: ended_at, what: text.audit.shadowEnded(name) },
    ...{ by: shadow.ended_by_user_id, reason: shadow.end_reason },
  };
  return [started, ended];
}
