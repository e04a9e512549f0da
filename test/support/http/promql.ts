const METRIC = /\b((?:learning|database|http|nodejs|process)_[a-z0-9_]+)(?:\{([^}]*)\})?/g;
const GROUPED = /\bby \(([^)]*)\)/g;
const names = (text: string): string[] => text.split(',').map((name) => name.trim());

export interface Asked {
  metric: string;
  labels: string[];
}

/** The metrics that an expression asks for, each with the labels by which it is chosen and grouped. */
export function metricsIn(expr: string): Asked[] {
  const grouped = labelsOf(expr);
  return [...expr.matchAll(METRIC)].map(([, metric, chosen = '']) => ({
    metric: metric!,
    labels: [...[...chosen.matchAll(/(\w+)(?:=~|!~|!=|=)"/g)].map(([, label]) => label!), ...grouped],
  }));
}

/** The labels that the result of an expression has, where it groups. */
export const labelsOf = (expr: string): string[] => [...expr.matchAll(GROUPED)].flatMap(([, by]) => names(by!));
