import { Text } from '@mantine/core';
import { DataTable } from '../../shared/data-table';
import { count, number, percent, within } from '../../shared/numbers';
import { Part } from '../../shared/part';
import { text } from '../../strings';
import { type Common, type Pair, type Suspect, type Wrong } from './findings';

const nameOf = ({ question, option }: Wrong): string => text.mistakes.optionOf(option, question);

/** Keys that a person should check first: where one is wrong, right answers were counted as wrong ones. */
export const Suspects = ({ suspects }: { suspects: readonly Suspect[] }) => {
  const words = text.mistakes;
  return (
    <Part title={words.suspects}>
      {suspects.length > 0 && <Text c="dimmed">{words.suspectsHelp}</Text>}
      <DataTable
        label={words.suspects}
        items={suspects}
        rowKey={nameOf}
        empty={words.noSuspects}
        columns={[
          { header: words.question, cell: ({ question }) => question },
          { header: words.key, cell: ({ key }) => key },
          { header: words.maybeRight, cell: ({ option }) => option },
          { header: words.choseIt, numeric: true, cell: (one) => words.outOf(count(one.count), count(one.answered)) },
          { header: words.choseKey, numeric: true, cell: ({ keyCount }) => count(keyCount) },
          {
            header: words.abler,
            numeric: true,
            cell: ({ strength, interval }) => within(strength, interval, percent),
          },
        ]}
      />
    </Part>
  );
};

/** Wrong options that are worth a lesson. */
export const CommonMistakes = ({ common }: { common: readonly Common[] }) => {
  const words = text.mistakes;
  return (
    <Part title={words.common}>
      {common.length > 0 && <Text c="dimmed">{words.commonHelp}</Text>}
      <DataTable
        label={words.common}
        items={common}
        rowKey={nameOf}
        empty={words.noCommon}
        columns={[
          { header: words.question, cell: ({ question }) => question },
          { header: words.option, cell: ({ option }) => option },
          { header: words.choseIt, numeric: true, cell: (one) => words.outOf(count(one.count), count(one.answered)) },
          {
            header: words.shareOfWrong,
            numeric: true,
            cell: ({ shareOfWrong, interval }) => within(shareOfWrong, interval, percent),
          },
        ]}
      />
    </Part>
  );
};

/** Mistakes that may have one misconception behind them. */
export const Pairs = ({ pairs, learnersNeeded }: { pairs: readonly Pair[]; learnersNeeded: number | null }) => {
  const words = text.mistakes;
  return (
    <Part title={words.pairs}>
      {pairs.length > 0 && <Text c="dimmed">{words.pairsHelp}</Text>}
      <DataTable
        label={words.pairs}
        items={pairs}
        rowKey={({ a, b }) => `${nameOf(a)} ${nameOf(b)}`}
        empty={learnersNeeded === null ? words.noPairs : words.tooFewForPairs(count(learnersNeeded))}
        columns={[
          { header: words.first, cell: ({ a }) => nameOf(a) },
          { header: words.second, cell: ({ b }) => nameOf(b) },
          { header: words.madeBoth, numeric: true, cell: ({ both }) => count(both) },
          { header: words.lift, numeric: true, cell: ({ lift }) => `${number(lift)} ×` },
          { header: words.falseShare, numeric: true, cell: ({ q }) => percent(q) },
        ]}
      />
    </Part>
  );
};
