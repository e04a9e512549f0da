import { Textarea } from '@mantine/core';
import { text } from '../strings';

/** The object that a text is in JSON; undefined where it is none. An empty text is an empty object. */
export function jsonObject(typed: string): Record<string, unknown> | undefined {
  try {
    const value = JSON.parse(typed.trim() || '{}') as unknown;
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

interface Props {
  label: string;
  description?: string;
  value: string;
  onChange: (value: string) => void;
}

/** A JSON object to be typed. */
export const JsonField = ({ label, description, value, onChange }: Props) => (
  <Textarea
    label={label}
    description={description}
    value={value}
    onChange={({ currentTarget }) => onChange(currentTarget.value)}
    error={jsonObject(value) ? undefined : text.common.notObject}
    autosize
    minRows={3}
    maxRows={16}
    spellCheck={false}
    styles={{ input: { fontFamily: 'ui-monospace, Menlo, Consolas, monospace' } }}
  />
);
