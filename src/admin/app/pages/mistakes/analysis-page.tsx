import { Alert, Stack, Text } from '@mantine/core';
import { useParams } from 'react-router';
import { api, type Schemas } from '../../api/client';
import { PageFrame } from '../../layout/page-frame';
import { useHas, useMay } from '../../session/session';
import { DataTable } from '../../shared/data-table';
import { Facts } from '../../shared/facts';
import { Id } from '../../shared/id';
import { JsonBlock } from '../../shared/json-block';
import { Loaded } from '../../shared/loaded';
import { count } from '../../shared/numbers';
import { Part } from '../../shared/part';
import { Time } from '../../shared/time';
import { text } from '../../strings';
import { findingsOf } from './findings';
import { CommonMistakes, Pairs, Suspects } from './findings-tables';
import { OutcomeBadge } from './outcome-badge';

type Analysis = Schemas['WholeMistakeAnalysisResponse'];

/** One analysis: which keys to check, which wrong options mislead, and which mistakes go together. */
export function Component() {
  const { mistake_analysis_id = '' } = useParams();
  const query = api.useQuery('get', '/v1/learning/mistake-analyses/{mistake_analysis_id}', {
    params: { path: { mistake_analysis_id } },
  });
  const words = text.mistakes;
  return (
    <PageFrame title={query.data ? words.of(query.data.bank_id, query.data.group_id) : words.analysis}>
      <Loaded query={query} height={400}>
        {(data) => (
          <Stack gap="xl">
            {data.reason !== null && (
              <Alert color="orange" title={words.notAnalysed}>
                {data.reason}
              </Alert>
            )}
            <About analysis={data} />
            <Findings analysis={data} />
            <LeftOut analysis={data} />
            {data.result && <JsonBlock title={words.whole} name={`mistakes-${data.id}`} value={data.result} />}
          </Stack>
        )}
      </Loaded>
    </PageFrame>
  );
}

function About({ analysis }: { analysis: Analysis }) {
  const isOfJobs = useMay('admin') && useHas('jobs');
  const { id, outcome, version, params_id, calibration_id, skill_map_id, from, until } = analysis;
  const words = text.mistakes;
  return (
    <Facts
      label={words.about}
      facts={[
        [words.outcome, <OutcomeBadge key="outcome" outcome={outcome} />],
        [words.made, <Time key="made" at={analysis.created_at} />],
        [words.learners, count(analysis.learners)],
        [words.answers, count(analysis.answers)],
        [words.from, from ? <Time key="from" at={from} /> : undefined],
        [words.until, <Time key="until" at={until} />],
        [
          words.set,
          <Id key="set" id={params_id} to={`/algorithms/mistakes/versions/${version}/params/${params_id}`} />,
        ],
        [words.calibration, <Id key="calibration" id={calibration_id} to={`/items/calibrations/${calibration_id}`} />],
        [words.skillMap, <Id key="skill-map" id={skill_map_id} to={`/items/skill-maps/${skill_map_id}`} />],
        [words.job, isOfJobs ? <Id key="job" id={id} to={`/jobs/${id}`} /> : undefined],
      ]}
    />
  );
}

function Findings({ analysis }: { analysis: Analysis }) {
  const words = text.mistakes;
  if (!analysis.result) return null;
  const findings = findingsOf(analysis);
  if (!findings) return <Text c="dimmed">{words.otherForm}</Text>;
  return (
    <>
      <Suspects suspects={findings.suspects} />
      <CommonMistakes common={findings.common} />
      <Pairs pairs={findings.pairs} learnersNeeded={findings.learnersNeeded} />
    </>
  );
}

function LeftOut({ analysis: { report } }: { analysis: Analysis }) {
  const { count: all, questions } = report.left_out;
  const words = text.mistakes;
  if (all === 0) return null;
  return (
    <Part title={words.leftOut} note={all > questions.length ? words.firstOf(questions.length, all) : undefined}>
      <DataTable
        label={words.leftOut}
        items={questions}
        rowKey={({ question_id }) => question_id}
        columns={[
          { header: words.question, cell: ({ question_id }) => question_id },
          { header: words.why, cell: ({ reason }) => words.reasons[reason] },
        ]}
      />
    </Part>
  );
}
