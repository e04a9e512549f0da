import { Anchor, Badge, Text } from '@mantine/core';
import { Link } from 'react-router';
import { type Schemas } from '../../api/client';
import { useHas, useMay } from '../../session/session';
import { DataTable } from '../../shared/data-table';
import { Time } from '../../shared/time';
import { text } from '../../strings';
import { shortId } from './active-pair';
import { evidenceColumns } from './evidence-columns';
import { useNewestEvaluations } from './use-newest-evaluations';
import { Who } from './who';

interface Props {
  algoKey: string;
  version: string;
  sets: readonly Schemas['ParamsResponse'][];
}

/** The parameter sets of a version, each with how well it predicted in its newest evaluation. */
export function ParamsSets({ algoKey, version, sets }: Props) {
  const isAdmin = useMay('admin');
  const hasEvidence = useHas('evidence');
  const evaluations = useNewestEvaluations(algoKey, version, isAdmin && hasEvidence);
  return (
    <>
      <DataTable
        label={text.algorithms.setsOf(version)}
        items={sets}
        rowKey={({ id }) => id}
        empty={text.algorithms.noSets}
        columns={[
          {
            header: text.algorithms.set,
            cell: ({ id }) => (
              <Anchor
                component={Link}
                to={`/algorithms/${algoKey}/versions/${version}/params/${id}`}
                className="mono"
                title={id}
              >
                {shortId(id)}
              </Anchor>
            ),
          },
          {
            header: text.algorithms.use,
            cell: ({ is_active }) =>
              is_active && (
                <Badge variant="dot" color="teal">
                  {text.algorithms.activeSet}
                </Badge>
              ),
          },
          { header: text.algorithms.created, cell: ({ created_at }) => <Time at={created_at} /> },
          ...(isAdmin
            ? [
                {
                  header: text.algorithms.createdBy,
                  cell: ({ created_by_user_id }: Schemas['ParamsResponse']) => <Who id={created_by_user_id} />,
                },
              ]
            : []),
          ...evidenceColumns(evaluations),
        ]}
      />
      {evaluations.size > 0 && (
        <Text size="sm" c="dimmed">
          {text.evidence.measuresHelp}
        </Text>
      )}
    </>
  );
}
