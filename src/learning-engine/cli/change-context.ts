import { type ActivationContext, type GatedContext } from '../registry/activation-context.js';
import { type CommandCall } from './command.js';

/** Who changes something and why, and whether sessions heed it, as `--as`, `--reason` and `--break-pins` say. */
export const changeContext = ({ as, reason, ...options }: CommandCall['options']) =>
  ({ actorUserId: as, reason, breakPins: options['break-pins'] === true }) as Required<
    Pick<ActivationContext, 'actorUserId' | 'reason' | 'breakPins'>
  >;

/** What a change rests on, as `--preview`, `--evaluation` and `--override` say, beside that. */
export const gatedContext = (
  options: CommandCall['options'],
): Pick<GatedContext, 'actorUserId' | 'reason' | 'breakPins' | 'evidence' | 'override'> => ({
  ...changeContext(options),
  evidence: {
    previewDigest: options.preview as string | undefined,
    evaluationDigest: options.evaluation as string | undefined,
  },
  override: options.override === true,
});
