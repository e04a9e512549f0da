import { Fieldset, NativeSelect, SimpleGrid, Stack, Switch, Text, Textarea, TextInput } from '@mantine/core';
import { type ReactNode } from 'react';
import { text } from '../strings';
import { type Draft } from './draft';
import { type Field } from './fields';
import { ListEditor } from './list-editor';
import { rangeText } from './numbers';

export interface FormProps {
  fields: readonly Field[];
  draft: Draft;
  /** What the fields had in them at first: what differs is marked. */
  start: Draft;
  /** What is wrong, by pointer. */
  problems: ReadonlyMap<string, string>;
  onChange: (pointer: string, typed: Draft[string]) => void;
}

/** A form for what a schema describes. It changes nothing that is typed: what cannot be taken is said beside the field. */
export function SchemaForm({ fields, ...rest }: FormProps) {
  const isWide = ({ kind }: Field) => kind === 'list' || kind === 'group' || kind === 'json';
  return (
    <Stack gap="lg">
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="xl" verticalSpacing="lg">
        {fields
          .filter((field) => !isWide(field))
          .map((field) => (
            <FieldEditor key={field.pointer} field={field} {...rest} />
          ))}
      </SimpleGrid>
      {fields.filter(isWide).map((field) => (
        <FieldEditor key={field.pointer} field={field} {...rest} />
      ))}
    </Stack>
  );
}

/** Words of different length below: so inputs beside each other stand on one line. */
const ORDER: ('label' | 'input' | 'error' | 'description')[] = ['label', 'input', 'error', 'description'];

interface EditorProps extends Omit<FormProps, 'fields'> {
  field: Field;
}

function FieldEditor({ field, ...rest }: EditorProps) {
  const { draft, start, problems, onChange } = rest;
  const { pointer, kind } = field;
  const typed = draft[pointer];
  const common = {
    label: <Label field={field} isChanged={!isSame(typed, start[pointer])} />,
    description: <Help field={field} />,
    error: problems.get(pointer),
  };
  const below = { ...common, inputWrapperOrder: ORDER };
  if (kind === 'group') {
    return (
      <Fieldset legend={common.label}>
        <SchemaForm {...rest} fields={field.fields} />
      </Fieldset>
    );
  }
  if (kind === 'list') {
    return (
      <ListEditor
        field={field}
        legend={common.label}
        help={common.description}
        typed={typed as readonly string[]}
        start={start[pointer] as readonly string[]}
        problems={problems}
        onChange={(texts) => onChange(pointer, texts)}
      />
    );
  }
  if (kind === 'fixed') {
    return (
      <TextInput {...below} value={String(field.value)} readOnly variant="filled" classNames={{ input: 'mono' }} />
    );
  }
  if (kind === 'yes-no') {
    return (
      <Switch
        {...common}
        checked={typed === true}
        onChange={({ currentTarget }) => onChange(pointer, currentTarget.checked)}
      />
    );
  }
  const change = ({ currentTarget }: { currentTarget: { value: string } }) => onChange(pointer, currentTarget.value);
  if (kind === 'choice') {
    const choices = field.choices.map((choice) => ({ value: JSON.stringify(choice), label: String(choice) }));
    return <NativeSelect {...below} data={choices} value={typed as string} onChange={change} />;
  }
  if (kind === 'json') return <Textarea {...below} value={typed as string} onChange={change} autosize minRows={3} />;
  return (
    <TextInput
      {...below}
      value={typed as string}
      onChange={change}
      inputMode={field.rule.kind === 'number' ? 'decimal' : 'text'}
      autoComplete="off"
      spellCheck={false}
      classNames={{ input: 'number' }}
    />
  );
}

const isSame = (one: Draft[string] | undefined, other: Draft[string] | undefined): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

const Label = ({ field: { title, name }, isChanged }: { field: Field; isChanged: boolean }) => (
  <>
    <strong>{title}</strong>{' '}
    <Text span className="mono" c="dimmed" fw={400}>
      {name}
    </Text>
    {isChanged && (
      <Text span size="xs" c="dimmed" fw={400}>
        {' '}
        · {text.form.changed}
      </Text>
    )}
  </>
);

/** What the field means, what may be in it, and what is in it unless it is changed. */
function Help({ field }: { field: Field }): ReactNode {
  const { description, unit, kind } = field;
  const range = kind === 'value' && field.rule.kind === 'number' ? rangeText(field.rule) : '';
  const amount = [unit, range].filter(Boolean).join(', ');
  const isShort = field.default !== undefined && field.default !== null && typeof field.default !== 'object';
  const facts = [
    amount && `${amount[0]!.toUpperCase()}${amount.slice(1)}`,
    kind === 'value' && field.isNullable && text.form.emptyIsNull,
    kind === 'fixed' ? text.form.fixed : isShort && text.form.default(String(field.default)),
  ].filter(Boolean);
  return (
    <>
      {description} {facts.map((fact) => `${String(fact).replace(/\.$/, '')}.`).join(' ')}
    </>
  );
}
