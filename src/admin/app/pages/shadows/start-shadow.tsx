import { Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { client, idempotent } from '../../api/client';
import { readNumber } from '../../form/numbers';
import { ChangeDialog } from '../../shared/change-dialog';
import { text } from '../../strings';
import { pairName, readAgain } from '../algorithms/active-pair';
import { type Candidate, ChooseCandidate } from './choose-candidate';
import { pathOf, SHADOWS } from './shadow';

const PERCENT = { isInteger: false, least: 0.001, most: 100 } as const;
const BUDGET = { isInteger: true, least: 1, most: 100_000 } as const;

interface Props {
  algoKey: string;
  /** Undefined: the person chooses one. */
  candidate?: Candidate;
  onClose: () => void;
}

/** Starts a shadow, and leads to it. */
export function StartShadow({ algoKey, candidate, onClose }: Props) {
  const navigate = useNavigate();
  const [chosen, choose] = useState(candidate);
  const [percent, setPercent] = useState('10');
  const [budget, setBudget] = useState('1000');
  const [until, setUntil] = useState('');
  const words = text.shadows;
  const [share, most] = [readNumber(percent, PERCENT), readNumber(budget, BUDGET)];

  async function start(reason: string, key: string): Promise<void> {
    const { data } = await client.POST(SHADOWS, {
      params: { path: { algo_key: algoKey } },
      headers: idempotent(key),
      body: {
        ...{ reason, version: chosen!.version, percent: Number(percent), budget: Number(budget) },
        ...(chosen!.paramsId && { params_id: chosen!.paramsId }),
        ...(until && { until: new Date(until).toISOString() }),
      },
    });
    await readAgain();
    await navigate(pathOf(data!));
  }

  return (
    <ChangeDialog
      title={words.startTitle(algoKey)}
      action={words.startAction}
      isBlocked={!chosen || 'problem' in share || 'problem' in most}
      content={[chosen, percent, budget, until]}
      change={start}
      onClose={onClose}
    >
      <Text size="sm">{words.startHelp}</Text>
      {candidate ? (
        <Text>
          {words.candidate}{' '}
          <strong className="mono">
            {pairName({ version: candidate.version, params_id: candidate.paramsId ?? null })}
          </strong>
        </Text>
      ) : (
        <ChooseCandidate algoKey={algoKey} chosen={chosen} choose={choose} />
      )}
      <TextInput
        label={words.percent}
        description={words.percentHelp}
        value={percent}
        error={'problem' in share ? share.problem : undefined}
        onChange={({ currentTarget }) => setPercent(currentTarget.value)}
        inputMode="decimal"
        autoComplete="off"
        required
      />
      <TextInput
        label={words.budget}
        description={words.budgetHelp}
        value={budget}
        error={'problem' in most ? most.problem : undefined}
        onChange={({ currentTarget }) => setBudget(currentTarget.value)}
        inputMode="numeric"
        autoComplete="off"
        required
      />
      <TextInput
        type="datetime-local"
        label={words.until}
        description={words.untilHelp}
        value={until}
        onChange={({ currentTarget }) => setUntil(currentTarget.value)}
      />
    </ChangeDialog>
  );
}
