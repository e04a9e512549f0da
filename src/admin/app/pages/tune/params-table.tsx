import { Stack, Title } from '@mantine/core';
import { type Field } from '../../form/fields';
import { step } from '../../form/schema';
import { titleAt } from '../../form/titles';
import { DataTable } from '../../shared/data-table';
import { text } from '../../strings';

/** All parameters of a set, as they are stored. */
export function ParamsTable({
  label,
  params,
  fields,
}: {
  label: string;
  params: Record<string, unknown>;
  fields: readonly Field[];
}) {
  return (
    <Stack gap="xs" component="section">
      <Title order={2} size="h4">
        {label}
      </Title>
      <DataTable
        label={label}
        items={Object.entries(params).map(([name, value]) => ({ name, value }))}
        row={({ name, value }) => ({ name, value: value as object })}
        rowKey={({ name }) => name}
        empty={text.tune.noParams}
        columns={[
          {
            header: text.algorithms.parameter,
            cell: ({ name }) => (
              <>
                {titleAt(fields, step(name))} <span className="mono">{name}</span>
              </>
            ),
          },
          {
            header: text.tune.value,
            cell: ({ value }) => <span className="mono">{JSON.stringify(value)?.replaceAll(',', ', ')}</span>,
            numeric: true,
          },
        ]}
      />
    </Stack>
  );
}
