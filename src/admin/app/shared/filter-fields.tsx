import { NativeSelect, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { text } from '../strings';

interface Props {
  label: string;
  value: string | undefined;
  onChange: (value: string) => void;
}

/** One of several values, or all. A value of the address that is not among them is shown as it is. */
export function FilterSelect({
  label,
  value = '',
  onChange,
  options,
  all = text.common.all,
}: Props & {
  options: readonly string[];
  /** What is shown without the filter. */
  all?: string;
}) {
  const known = value && !options.includes(value) ? [value, ...options] : options;
  return (
    <NativeSelect
      label={label}
      value={value}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
      data={[{ value: '', label: all }, ...known]}
    />
  );
}

/** A text that is looked for once it is whole: by Enter, or when the field is left. */
export function FilterText({ label, value = '', onChange, list }: Props & { list?: string }) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  const apply = () => {
    if (typed.trim() !== value) onChange(typed.trim());
  };
  return (
    <TextInput
      label={label}
      value={typed}
      list={list}
      onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      onBlur={apply}
      onKeyDown={({ key }) => key === 'Enter' && apply()}
      autoComplete="off"
    />
  );
}

/** A time in the zone of who looks; the address has it in UTC. */
export function FilterTime({ label, value, onChange }: Props) {
  const at = value && !Number.isNaN(Date.parse(value)) ? new Date(value) : undefined;
  const local = at && new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
  return (
    <TextInput
      type="datetime-local"
      label={label}
      value={local ?? ''}
      onChange={({ currentTarget }) => onChange(currentTarget.value ? new Date(currentTarget.value).toISOString() : '')}
    />
  );
}
