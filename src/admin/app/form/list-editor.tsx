import { Button, Fieldset, Group, Text, TextInput } from '@mantine/core';
import { type ClipboardEvent, type ReactNode } from 'react';
import { text } from '../strings';
import { ruleAt } from './draft';
import { type Field } from './fields';
import { rangeText } from './numbers';
import { step } from './schema';

interface Props {
  field: Extract<Field, { kind: 'list' }>;
  legend: ReactNode;
  help: ReactNode;
  typed: readonly string[];
  start: readonly string[];
  problems: ReadonlyMap<string, string>;
  onChange: (texts: readonly string[]) => void;
}

/** Many values in a small space, each with its index: the weights of a model, or the steps of a schedule. */
export function ListEditor({ field, legend, help, typed, start, problems, onChange }: Props) {
  const { pointer, title, least, most, rest } = field;
  const own = problems.get(pointer);
  const changed = typed.map((one, index) => one !== start[index]);

  function paste(index: number, event: ClipboardEvent): void {
    const texts = valuesIn(event.clipboardData.getData('text'));
    if (texts.length < 2 || (!rest && index + texts.length > typed.length)) return;
    event.preventDefault();
    onChange([...typed.slice(0, index), ...texts, ...typed.slice(index + texts.length)]);
  }

  return (
    <Fieldset legend={legend}>
      <div className="cells">
        {typed.map((one, index) => {
          const rule = ruleAt(field, index);
          return (
            <TextInput
              key={index}
              size="xs"
              label={`[${index}]${changed[index] ? ` · ${text.form.changed}` : ''}`}
              aria-label={text.form.element(title, index)}
              title={rule.kind === 'number' ? rangeText(rule) : rule.pattern}
              value={one}
              error={problems.get(pointer + step(index))}
              onChange={({ currentTarget }) => onChange(typed.toSpliced(index, 1, currentTarget.value))}
              onPaste={(event) => paste(index, event)}
              inputMode={rule.kind === 'number' ? 'decimal' : 'text'}
              autoComplete="off"
              spellCheck={false}
              classNames={{ input: 'number' }}
            />
          );
        })}
      </div>
      {own && (
        <Text size="xs" c="var(--mantine-color-error)" mt="xs" role="alert">
          {own}
        </Text>
      )}
      {rest && (
        <Group gap="xs" mt="xs">
          <Button
            size="compact-xs"
            variant="default"
            disabled={typed.length >= most}
            onClick={() => onChange([...typed, ''])}
          >
            {text.form.add}
          </Button>
          <Button
            size="compact-xs"
            variant="default"
            disabled={typed.length <= least}
            onClick={() => onChange(typed.slice(0, -1))}
          >
            {text.form.remove}
          </Button>
        </Group>
      )}
      <Text size="xs" c="dimmed" mt="xs">
        {help} {typed.length > 3 && text.form.paste}
      </Text>
    </Fieldset>
  );
}

/** The values of a text such as `[0.2, 1.3, 2.3]`, or of cells of a spreadsheet. */
const valuesIn = (pasted: string): string[] => pasted.split(/[\s,;[\]"]+/).filter(Boolean);
