const MODES = ['off', 'warn', 'required'] as const;
type Mode = (typeof MODES)[number];

/** `mastery=required,revision=warn`; undefined for what is not of this form. */
export function gatesOf(text: string): Record<string, Mode> | undefined {
  const pairs = text.split(',').map((pair) => pair.trim().split('='));
  const isGate = ([key, mode, ...rest]: string[]) => key && MODES.includes(mode as Mode) && rest.length === 0;
  return pairs.every(isGate) ? (Object.fromEntries(pairs) as Record<string, Mode>) : undefined;
}

export const gatesProblem = (text: unknown): string | undefined =>
  text === undefined || (typeof text === 'string' && gatesOf(text))
    ? undefined
    : `must name algorithms with ${MODES.join(', ')}, such as mastery=required,revision=warn`;
