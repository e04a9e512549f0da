import { type ActivationContext } from '../registry/activation-context.js';
import { type CommandCall } from './command.js';

/** Who changes something and why, as `--as` and `--reason` say. */
export const changeContext = ({ as, reason }: CommandCall['options']) =>
  ({ actorUserId: as, reason }) as Required<Pick<ActivationContext, 'actorUserId' | 'reason'>>;
