const SECONDS = { s: 1, m: 60, h: 3600, d: 86_400 };

/** Seconds of a text such as `90s`, `15m`, `24h` or `7d`; undefined for any other text. */
export function secondsOf(text: string): number | undefined {
  const parts = /^(\d{1,9})([smhd])$/.exec(text);
  return parts ? Number(parts[1]) * SECONDS[parts[2] as keyof typeof SECONDS] : undefined;
}
