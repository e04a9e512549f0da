import { Anchor, Breadcrumbs, Text } from '@mantine/core';
import { Link } from 'react-router';
import { text } from '../../strings';

/** Where a page is, with the ways back. */
export const Crumbs = ({ algoKey, here }: { algoKey: string; here: string }) => (
  <Breadcrumbs component="nav" aria-label={text.tune.place}>
    <Anchor component={Link} to="/algorithms">
      {text.layout.algorithms}
    </Anchor>
    <Anchor component={Link} to={`/algorithms/${algoKey}`}>
      {algoKey}
    </Anchor>
    <Text>{here}</Text>
  </Breadcrumbs>
);
