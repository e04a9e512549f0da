import { Anchor, Text } from '@mantine/core';
import { Link } from 'react-router';
import { text } from '../strings';
import { PageFrame } from './page-frame';

/** A link that signs in carries a token, which is for no eyes. */
const isSecret = (hash: string): boolean => /^#\/?token=/i.test(hash);

export const NotFound = () => (
  <PageFrame title={text.layout.notFound}>
    {!isSecret(location.hash) && <Text className="mono">{location.hash}</Text>}
    <Text>{text.layout.notFoundHelp}</Text>
    <Anchor component={Link} to="/">
      {text.layout.overview}
    </Anchor>
  </PageFrame>
);
