import { Anchor, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import { text } from '../../strings';
import { ItemsFrame } from './items-frame';

/** Where analyses of mistakes are. */
export const Component = () => (
  <ItemsFrame tab="mistakes">
    <Stack gap="sm" maw="45rem">
      <Text>{text.items.noMistakes}</Text>
      <Text>{text.items.howMistakes}</Text>
      <Anchor component={Link} to="/runs?algo_key=mistakes">
        {text.items.runsOfMistakes}
      </Anchor>
    </Stack>
  </ItemsFrame>
);
