import { SimpleGrid, Stack } from '@mantine/core';
import { api } from '../../api/client';
import { PageFrame } from '../../layout/page-frame';
import { useMay } from '../../session/session';
import { Loaded } from '../../shared/loaded';
import { text } from '../../strings';
import { AlgorithmCard } from './algorithm-card';
import { Attention } from './attention';
import { LatestChanges } from './latest-changes';

/** What is active, how it does, and what needs a person. */
export function Component() {
  const info = api.useQuery('get', '/v1/learning/info');
  const isAdmin = useMay('admin');
  return (
    <PageFrame title={text.overview.title}>
      <Loaded query={info}>
        {({ algorithms }) => (
          <Stack gap="xl">
            {isAdmin && <Attention algorithms={algorithms} />}
            <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
              {algorithms.map((algorithm) => (
                <AlgorithmCard key={algorithm.algo_key} algorithm={algorithm} />
              ))}
            </SimpleGrid>
            {isAdmin && <LatestChanges />}
          </Stack>
        )}
      </Loaded>
    </PageFrame>
  );
}
