import { Alert, List, Stack, Text, Title } from '@mantine/core';
import { DataTable } from '../shared/data-table';
import { count, measure, percent, within } from '../shared/numbers';
import { text } from '../strings';
import { MostChanged } from './most-changed';
import { MostChangedInWords } from './most-changed-in-words';
import { previewRows } from './preview-rows';
import { type PreviewReport } from './reports';

interface Props {
  name: string;
  report: PreviewReport;
  /** Of those who change most, in their order: null for one who was erased. */
  learners: readonly (string | null)[];
}

/** What a candidate would change for learners: in words, in numbers, and for whom most. */
export function PreviewSummary({ name, report, learners }: Props) {
  const { total, left_out } = report;
  return (
    <Stack gap="md">
      <Words report={report} learners={learners} />
      <DataTable
        label={text.evidence.previewOf(name)}
        items={previewRows(total)}
        rowKey={({ what }) => what}
        columns={[
          { header: text.evidence.what, cell: ({ what }) => what },
          { header: text.evidence.nowActive, cell: ({ active }) => active, numeric: true },
          { header: text.evidence.candidate, cell: ({ candidate }) => candidate, numeric: true },
        ]}
      />
      {total.values?.bands && <Bands name={name} bands={total.values.bands} />}
      <MostChanged name={name} changed={report.most_changed} total={total} learners={learners} />
      {left_out.length > 0 && (
        <div>
          <Title order={4} size="h6">
            {text.evidence.leftOut}
          </Title>
          <List size="sm">
            {left_out.map(({ what, why }) => (
              <List.Item key={`${what} ${why}`}>
                {what}: {why}
              </List.Item>
            ))}
          </List>
        </div>
      )}
    </Stack>
  );
}

function Words({ report: { total, active, most_changed }, learners: ids }: Omit<Props, 'name'>) {
  const { learners, changed, mastered, due, intervals } = total;
  const sentences = [
    learners.all === learners.sampled
      ? text.evidence.allLearners(count(learners.all))
      : text.evidence.someLearners(count(learners.sampled), count(learners.all)),
    !active && text.evidence.noneBefore,
    changed && text.evidence.changedShare(within(changed.share, changed.interval, percent)),
    ...(due ?? []).map(({ within: horizon, active: before, candidate }) =>
      text.evidence.dueInWords(horizon, count(before.total), count(candidate.total)),
    ),
    mastered && text.evidence.gainedAndLost(count(mastered.gained.total), count(mastered.lost.total)),
    intervals?.beyond_3 &&
      text.evidence.longer(percent(intervals.beyond_3.share), percent(intervals.below_third?.share)),
    total.values && text.evidence.valuesChange(measure(total.values.change.p50), measure(total.values.change.p95)),
  ];
  const failed = total.failures.candidate;
  return (
    <Alert color={failed.length > 0 || total.extrapolates ? 'orange' : 'blue'} title={text.evidence.inWords}>
      {sentences.filter(Boolean).map((sentence) => (
        <Text size="sm" key={String(sentence)}>
          {sentence}
        </Text>
      ))}
      {failed.map(({ code, learners: { total: hit } }) => (
        <Text size="sm" key={code}>
          {text.evidence.foldFails(count(hit))}
        </Text>
      ))}
      <MostChangedInWords changed={most_changed} saysDue={Boolean(due)} learners={ids} />
      {total.extrapolates && <Text size="sm">{text.evidence.extrapolates}</Text>}
    </Alert>
  );
}

/** From which band of values to which states go: what is on the diagonal stays where it is. */
function Bands({
  name,
  bands: { names, matrix },
}: {
  name: string;
  bands: { names: readonly string[]; matrix: readonly (readonly number[])[] };
}) {
  return (
    <DataTable
      label={text.evidence.bandsOf(name)}
      items={names.map((from, index) => ({ from, to: matrix[index]! }))}
      rowKey={({ from }) => from}
      columns={[
        { header: text.evidence.fromBand, cell: ({ from }) => text.evidence.band(from) },
        ...names.map((band, index) => ({
          header: text.evidence.band(band),
          cell: ({ from, to }: { from: string; to: readonly number[] }) =>
            from === band ? (
              <Text span c="dimmed" size="sm">
                {count(to[index])}
              </Text>
            ) : (
              count(to[index])
            ),
          numeric: true,
        })),
      ]}
    />
  );
}
