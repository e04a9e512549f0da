import { Text } from '@mantine/core';
import { text } from '../strings';
import { PageFrame } from './page-frame';

export const NotFound = () => (
  <PageFrame title={text.layout.notFound}>
    <Text className="mono">{location.hash}</Text>
  </PageFrame>
);
