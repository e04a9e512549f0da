import { Alert, Anchor } from '@mantine/core';
import { Link } from 'react-router';
import { type Schemas } from '../../api/client';
import { text } from '../../strings';
import { alike } from './recorded';

type Run = Schemas['RunResponse'];

/** Whether a run that was made again has the same output in its record. */
export function RerunResult({ run, again }: { run: Run; again: Run }) {
  const isSame = alike(run.output_summary, again.output_summary);
  const isOfSameSet = run.version === again.version && run.params_id === again.params_id;
  return (
    <Alert color={isSame ? 'teal' : 'orange'} title={isSame ? text.runs.same : text.runs.other} role="status">
      {!isOfSameSet && `${text.runs.otherSet} `}
      <Anchor component={Link} to={`/runs/${again.run_id}`}>
        {text.runs.newRun}
      </Anchor>
    </Alert>
  );
}
