import { Checkbox } from '@mantine/core';
import { text } from '../../strings';

interface Props {
  isChosen: boolean;
  choose: (isChosen: boolean) => void;
}

/** Whether open sessions go over to what becomes active, or end as they began. */
export const BreakPins = ({ isChosen, choose }: Props) => (
  <Checkbox
    label={text.algorithms.breakPins}
    description={text.algorithms.breakPinsHelp}
    checked={isChosen}
    onChange={({ currentTarget }) => choose(currentTarget.checked)}
  />
);
