import { NativeSelect, Switch, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { api, client, idempotent, type Schemas } from '../../api/client';
import { Problem } from '../../api/problem';
import { ChangeDialog } from '../../shared/change-dialog';
import { JsonField, jsonObject } from '../../shared/json-field';
import { text } from '../../strings';

interface Props {
  /** As it was when the change began; undefined: one is added. */
  schedule?: Schemas['JobScheduleResponse'];
  /** Names that are given. */
  taken?: readonly string[];
  onClose: () => void;
}

const ZONES = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];

/** Sets all of a schedule. One that was changed meanwhile is left as it is. */
export function SetSchedule({ schedule, taken = [], onClose }: Props) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const kinds = api.useQuery('get', '/v1/learning/jobs/kinds').data?.kinds ?? [];
  const [id, setId] = useState(schedule?.id ?? '');
  const [set, setSet] = useState({
    kind: schedule?.kind ?? '',
    cron: schedule?.cron ?? '',
    time_zone: schedule?.time_zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    enabled: schedule?.enabled ?? true,
    catch_up: schedule?.catch_up ?? ('once' as const),
  });
  const [args, setArgs] = useState(JSON.stringify(schedule?.args ?? {}, null, 2));
  const words = text.jobs;
  const isTaken = !schedule && taken.includes(id);
  const kind = set.kind || kinds[0]?.kind;
  const put = (changes: Partial<typeof set>) => setSet((before) => ({ ...before, ...changes }));

  // Another person may have added one of the same name, or changed it, while this one was typed.
  const asSeen = schedule ? { 'If-Match': `"${schedule.revision}"` } : { 'If-None-Match': '*' };

  async function save(reason: string, key: string): Promise<void> {
    try {
      await client.PUT('/v1/learning/job-schedules/{schedule_id}', {
        params: { path: { schedule_id: id } },
        headers: { ...idempotent(key), ...asSeen },
        body: { ...set, kind: kind!, args: jsonObject(args), reason },
      });
    } catch (error) {
      // The page behind the dialog shows how it is now.
      if (error instanceof Problem && error.status === 412) await queries.invalidateQueries();
      throw error;
    }
    await queries.invalidateQueries();
    await navigate(`/jobs/schedules/${id}`);
  }

  return (
    <ChangeDialog
      title={schedule ? words.changeTitle(schedule.id) : words.add}
      action={words.save}
      isBlocked={id === '' || isTaken || kind === undefined || set.cron === '' || jsonObject(args) === undefined}
      content={[id, kind, set, args]}
      change={save}
      onClose={onClose}
    >
      {!schedule && (
        <TextInput
          label={words.name}
          description={words.nameHelp}
          value={id}
          onChange={({ currentTarget }) => setId(currentTarget.value.trim())}
          error={isTaken ? words.nameTaken : undefined}
          required
        />
      )}
      <NativeSelect
        label={words.kind}
        value={kind}
        onChange={({ currentTarget }) => put({ kind: currentTarget.value })}
        data={kinds.map((each) => each.kind)}
      />
      <JsonField label={words.args} description={words.argsHelp} value={args} onChange={setArgs} />
      <TextInput
        label={words.cron}
        description={words.cronHelp}
        value={set.cron}
        onChange={({ currentTarget }) => put({ cron: currentTarget.value })}
        required
      />
      <NativeSelect
        label={words.zone}
        value={set.time_zone}
        onChange={({ currentTarget }) => put({ time_zone: currentTarget.value })}
        data={ZONES.includes(set.time_zone) ? ZONES : [set.time_zone, ...ZONES]}
      />
      <Switch
        label={words.enabled}
        checked={set.enabled}
        onChange={({ currentTarget }) => put({ enabled: currentTarget.checked })}
      />
      <NativeSelect
        label={words.catchUp}
        value={set.catch_up}
        onChange={({ currentTarget }) => put({ catch_up: currentTarget.value as 'once' | 'none' })}
        data={[
          { value: 'once', label: words.catchUpOnce },
          { value: 'none', label: words.catchUpNone },
        ]}
      />
    </ChangeDialog>
  );
}
