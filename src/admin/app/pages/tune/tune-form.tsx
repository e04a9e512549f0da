import { Alert, Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { client, idempotent, type Schemas } from '../../api/client';
import { queryClient } from '../../api/queries';
import { Problem } from '../../api/problem';
import { type Draft, readDraft } from '../../form/draft';
import { type Field } from '../../form/fields';
import { titleAt } from '../../form/titles';
import { SchemaForm } from '../../form/schema-form';
import { placeProblems } from '../../form/server-problems';
import { ProblemNotice } from '../../shared/problem-notice';
import { text } from '../../strings';
import { ChangesTable } from '../algorithms/changes-table';
import { useChangeKey } from '../../shared/use-change-key';

type Preview = Schemas['ParamsPreviewResponse'];
type Asked = 'check' | 'store';

interface Props {
  algoKey: string;
  version: string;
  fields: readonly Field[];
  start: Draft;
}

/** Everything that is typed stays as it is typed; nothing is stored that was not checked before. */
export function TuneForm({ algoKey, version, fields, start }: Props) {
  const navigate = useNavigate();
  const [draft, setDraft] = useState(start);
  const [checked, setChecked] = useState<{ draft: Draft; preview: Preview }>();
  const [failure, setFailure] = useState<unknown>();
  const [busy, setBusy] = useState<Asked>();
  const { params, problems } = readDraft(fields, draft);
  const { key, onFailure } = useChangeKey(draft);
  const errors = failure instanceof Problem ? failure.errors : [];
  const placed = placeProblems(errors, draft, '/params', algoKey);
  const preview = checked?.draft === draft ? checked.preview : undefined;

  const change = (pointer: string, typed: Draft[string]) => {
    setDraft((before) => ({ ...before, [pointer]: typed }));
    setFailure(undefined);
  };

  async function ask(what: Asked): Promise<void> {
    setBusy(what);
    setFailure(undefined);
    try {
      const { data } = await client.POST('/v1/learning/algorithms/{algo_key}/versions/{version}/params', {
        params: { path: { algo_key: algoKey, version }, ...(what === 'check' && { query: { dry_run: true } }) },
        headers: what === 'store' ? idempotent(key) : {},
        body: { params },
      });
      if (what === 'check') return setChecked({ draft, preview: data as Preview });
      await queryClient.invalidateQueries();
      await navigate(`/algorithms/${algoKey}/versions/${version}/params/${(data as Schemas['ParamsResponse']).id}`);
    } catch (error) {
      if (what === 'store') onFailure(error);
      setFailure(error);
    } finally {
      setBusy(undefined);
    }
  }

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (problems.size === 0) void ask(preview ? 'store' : 'check');
  };

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="lg">
        <SchemaForm
          fields={fields}
          draft={draft}
          start={start}
          problems={new Map([...placed.byPointer, ...problems])}
          onChange={change}
        />
        {problems.size > 0 && <Alert color="orange">{text.tune.problems(problems.size)}</Alert>}
        {failure !== undefined && <ProblemNotice error={failure} />}
        {preview && (
          <Card withBorder component="section" aria-label={text.tune.checked}>
            <Stack gap="sm">
              <Title order={2} size="h4">
                {text.tune.checked}
              </Title>
              <Text size="sm">{text.tune.checkedHelp}</Text>
              <ChangesTable
                label={text.tune.changes}
                changes={preview.changes}
                titleOf={(pointer) => titleAt(fields, pointer)}
              />
              {preview.existing_id && (
                <Text size="sm">
                  {text.tune.exists}{' '}
                  <Link to={`/algorithms/${algoKey}/versions/${version}/params/${preview.existing_id}`}>
                    {text.tune.openIt}
                  </Link>
                </Text>
              )}
            </Stack>
          </Card>
        )}
        <Group>
          <Button
            variant={preview ? 'default' : 'filled'}
            onClick={() => void ask('check')}
            disabled={problems.size > 0}
            loading={busy === 'check'}
          >
            {text.tune.check}
          </Button>
          <Button
            variant={preview ? 'filled' : 'default'}
            onClick={() => void ask('store')}
            disabled={!preview || problems.size > 0}
            loading={busy === 'store'}
          >
            {text.tune.store}
          </Button>
          <Button variant="subtle" onClick={() => setDraft(start)} disabled={draft === start}>
            {text.tune.undo}
          </Button>
        </Group>
        <Text size="sm" c="dimmed">
          {preview ? text.tune.storeHelp : text.tune.checkHelp}
        </Text>
      </Stack>
    </form>
  );
}
