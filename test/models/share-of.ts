const Z = 1.96;

/** A share in per cent, with Wilson's interval of 95 %. */
export function shareOf(count: number, of: number): string {
  const share = count / of;
  const spread = (Z * Z) / of;
  const center = (share + spread / 2) / (1 + spread);
  const half = (Z / (1 + spread)) * Math.sqrt((share * (1 - share)) / of + spread / (4 * of));
  const percent = (value: number) => (100 * Math.max(0, value)).toFixed(1);
  return `${percent(share)} % (${percent(center - half)} to ${percent(center + half)})`;
}
