import classes from './interval-bar.module.css';

interface Props {
  value: number | null;
  low: number | null;
  high: number | null;
  /** What the left and the right end stand for. */
  range: readonly [number, number];
}

/** A number on a scale, with its interval. The numbers stand beside it: it shows those who see how they compare. */
export function IntervalBar({ value, low, high, range: [from, to] }: Props) {
  const place = (at: number) => Math.max(0, Math.min(100, (100 * (at - from)) / (to - from)));
  return (
    <div className={classes.scale} aria-hidden>
      {low !== null && high !== null && (
        <div className={classes.interval} style={{ left: `${place(low)}%`, width: `${place(high) - place(low)}%` }} />
      )}
      {value !== null && <div className={classes.value} style={{ left: `${place(value)}%` }} />}
    </div>
  );
}
