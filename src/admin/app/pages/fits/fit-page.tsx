import { Alert, Button, Stack, Text } from '@mantine/core';
import { Link, useParams } from 'react-router';
import { api, type Schemas } from '../../api/client';
import { ContendersTable } from '../../evidence/contenders-table';
import { Reliability } from '../../evidence/reliability';
import { PageFrame } from '../../layout/page-frame';
import { useHas, useMay } from '../../session/session';
import { DataTable } from '../../shared/data-table';
import { Facts } from '../../shared/facts';
import { Id } from '../../shared/id';
import { JsonBlock } from '../../shared/json-block';
import { Loaded } from '../../shared/loaded';
import { count, limitPercent, signed, within } from '../../shared/numbers';
import { Part } from '../../shared/part';
import { Time } from '../../shared/time';
import { text } from '../../strings';
import { contentOf, type FitContent, setAddress } from './fit-report';
import { OutcomeBadge } from './outcome-badge';

type FitReport = Schemas['FitReportResponse'];

/** One fit: what came of it, and by which numbers. */
export function Component() {
  const { fit_report_id = '' } = useParams();
  const query = api.useQuery('get', '/v1/learning/fit-reports/{fit_report_id}', {
    params: { path: { fit_report_id } },
  });
  const fit = query.data;
  return (
    <PageFrame
      title={fit ? text.fits.fitOf(fit.algo_key, fit.version) : text.fits.title}
      actions={
        fit?.params_id && (
          <Button component={Link} to={setAddress(fit, fit.params_id)}>
            {text.fits.openSet}
          </Button>
        )
      }
    >
      <Loaded query={query} height={400}>
        {(data) => (
          <Stack gap="xl">
            <Verdict fit={data} />
            <About fit={data} />
            <Numbers fit={data} />
            <JsonBlock title={text.fits.whole} name={`fit-${data.id}`} value={data.report} />
          </Stack>
        )}
      </Loaded>
    </PageFrame>
  );
}

function Verdict({ fit }: { fit: FitReport }) {
  const { reason } = contentOf(fit);
  const words = text.fits;
  return (
    <Alert
      color={fit.outcome === 'CANDIDATE' ? 'teal' : 'orange'}
      title={words.verdicts[fit.outcome as 'CANDIDATE'] ?? words.verdicts.other}
    >
      <Text size="sm">{reason ?? words.nothingActivated}</Text>
    </Alert>
  );
}

function About({ fit }: { fit: FitReport }) {
  const isAdmin = useMay('admin');
  const hasJobs = useHas('jobs');
  const { as_of, judge_from, trained, judged, alpha } = contentOf(fit);
  const words = text.fits;
  return (
    <Facts
      label={words.about}
      facts={[
        [words.outcome, <OutcomeBadge key="outcome" outcome={fit.outcome} />],
        [words.made, <Time key="made" at={fit.created_at} />],
        [words.asOf, <Time key="as-of" at={as_of} />],
        [words.base, <Id key="base" id={fit.base_params_id} to={setAddress(fit, fit.base_params_id)} whole />],
        [words.trained, words.size(count(trained.answers), count(trained.learners))],
        [words.judged, words.size(count(judged.answers), count(judged.learners))],
        [words.judgedFrom, <Time key="from" at={judge_from} />],
        [words.look, fit.look ?? undefined],
        [words.level, alpha === null ? undefined : limitPercent(Number(alpha.toPrecision(3)))],
        [words.job, isAdmin && hasJobs ? <Id key="job" id={fit.id} to={`/jobs/${fit.id}`} whole /> : undefined],
      ]}
    />
  );
}

function Numbers({ fit }: { fit: FitReport }) {
  const { evaluation, differences, active, candidate } = contentOf(fit);
  const words = text.fits;
  return (
    <>
      {differences && <Differences differences={differences} />}
      {evaluation && (
        <Part title={words.measures}>
          <ContendersTable label={words.measures} contenders={evaluation.contenders} />
        </Part>
      )}
      {evaluation?.contenders
        .filter(({ name }) => name === 'candidate' || name === 'active')
        .map(({ name, bins }) => {
          const called = text.evidence.contenders[name as 'active'];
          return (
            <Part key={name} title={text.algorithms.reliability(called)}>
              <Reliability name={called} bins={bins} />
            </Part>
          );
        })}
      {candidate && (
        <Part title={words.params}>
          <DataTable
            label={words.params}
            items={Object.keys({ ...active, ...candidate }).map((name) => ({
              ...{ name, active: active[name], candidate: candidate[name] },
            }))}
            row={(one) => ({ ...one, active: one.active as object, candidate: one.candidate as object })}
            rowKey={({ name }) => name}
            columns={[
              { header: text.algorithms.parameter, cell: ({ name }) => <span className="mono">{name}</span> },
              { header: text.evidence.nowActive, numeric: true, cell: (one) => <Value value={one.active} /> },
              { header: text.evidence.candidate, numeric: true, cell: (one) => <Value value={one.candidate} /> },
            ]}
          />
        </Part>
      )}
    </>
  );
}

const Value = ({ value }: { value: unknown }) => (
  <span className="mono">{JSON.stringify(value)?.replaceAll(',', ', ') ?? text.algorithms.absent}</span>
);

function Differences({ differences }: { differences: NonNullable<FitContent['differences']> }) {
  const words = text.fits;
  return (
    <Part title={words.differences} note={words.differencesHelp}>
      <DataTable
        label={words.differences}
        items={Object.entries(differences).map(([name, difference]) => ({ name, ...difference }))}
        rowKey={({ name }) => name}
        columns={[
          { header: words.against, cell: ({ name }) => text.evidence.contenders[name as 'active'] ?? name },
          {
            header: words.difference,
            numeric: true,
            cell: ({ mean, interval }) => within(mean, interval, signed),
          },
          { header: words.learners, numeric: true, cell: ({ learners }) => count(learners) },
        ]}
      />
    </Part>
  );
}
