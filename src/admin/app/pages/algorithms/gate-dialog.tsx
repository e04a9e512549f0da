import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { client, idempotent, type Schemas } from '../../api/client';
import { readNumber } from '../../form/numbers';
import { ChangeDialog } from '../../shared/change-dialog';
import { text } from '../../strings';
import { readAgain } from './active-pair';

type Mode = Schemas['GateResponse']['mode'];
const MODES: readonly Mode[] = ['off', 'warn', 'required'];

/** Limits that are left empty are none. */
const LIMITS = {
  log_loss_margin: { isInteger: false, least: 0, most: 10 },
  most_changed: { isInteger: false, least: 0, most: 1 },
} as const;

const textOf = (limit: number | null): string => (limit === null ? '' : String(limit));

/** Sets the gate of an algorithm as a whole. */
export function GateDialog({ gate, onClose }: { gate: Schemas['GateResponse']; onClose: () => void }) {
  const [mode, setMode] = useState<Mode>(gate.mode);
  const [typed, setTyped] = useState({
    log_loss_margin: textOf(gate.log_loss_margin),
    most_changed: textOf(gate.most_changed),
  });
  const read = (name: keyof typeof LIMITS) =>
    typed[name].trim() === '' ? { value: undefined } : readNumber(typed[name], LIMITS[name]);
  const [margin, changed] = [read('log_loss_margin'), read('most_changed')];
  const field = (name: keyof typeof LIMITS, label: string, description: string, limit: ReturnType<typeof read>) => (
    <TextInput
      label={label}
      description={description}
      value={typed[name]}
      error={'problem' in limit ? limit.problem : undefined}
      onChange={({ currentTarget }) => setTyped({ ...typed, [name]: currentTarget.value })}
      inputMode="decimal"
      autoComplete="off"
    />
  );

  return (
    <ChangeDialog
      title={text.algorithms.setGateTitle(gate.algo_key)}
      action={text.algorithms.setGate}
      content={[mode, typed]}
      isBlocked={'problem' in margin || 'problem' in changed}
      onClose={onClose}
      onDone={() => void readAgain()}
      change={(reason, key) =>
        client.POST('/v1/learning/algorithms/{algo_key}/gate', {
          params: { path: { algo_key: gate.algo_key } },
          headers: idempotent(key),
          body: {
            ...{ reason, mode },
            ...('value' in margin && { log_loss_margin: margin.value }),
            ...('value' in changed && { most_changed: changed.value }),
          },
        })
      }
    >
      <NativeSelect
        label={text.algorithms.mode}
        data={MODES.map((value) => ({ value, label: text.algorithms.gateModes[value] }))}
        value={mode}
        onChange={({ currentTarget }) => setMode(currentTarget.value as Mode)}
      />
      {field('log_loss_margin', text.algorithms.margin, text.algorithms.marginHelp, margin)}
      {field('most_changed', text.algorithms.mostChanged, text.algorithms.mostChangedHelp, changed)}
    </ChangeDialog>
  );
}
