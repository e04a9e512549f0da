import { type ActivationContext, type GatedContext } from '../registry/activation-context.js';
import { type CommandCall } from './command.js';

/** Who changes something and why, as `--as` and `--reason` say. */
export const changeContext = ({ as, reason }: CommandCall['options']) =>
  ({ actorUserId: as, reason }) as Required<Pick<ActivationContext, 'actorUserId' | 'reason'>>;

/** What a change rests on, as `--preview`, `--evaluation` and `--override` say, beside that. */
export const gatedContext = (
  options: CommandCall['options'],
): Pick<GatedContext, 'actorUserId' | 'reason' | 'evidence' | 'override'> => ({
  ...changeContext(options),
  evidence: {
    previewDigest: options.preview as string | undefined,
    evaluationDigest: options.evaluation as string | undefined,
  },
  override: options.override === true,
});
