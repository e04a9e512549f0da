/** Widths and heights in CSS pixels: a window on a desk, and a telephone. */
export const SIZES = {
  desk: { width: 1280, height: 800 },
  phone: { width: 390, height: 844 },
} as const;

/** How a person looks at a page. */
export interface View {
  size: keyof typeof SIZES;
  scheme: 'light' | 'dark';
}

/** All of them, for `it.each(VIEWS)('… ($size, $scheme)', …)`. */
export const VIEWS: readonly View[] = [
  { size: 'desk', scheme: 'light' },
  { size: 'desk', scheme: 'dark' },
  { size: 'phone', scheme: 'light' },
  { size: 'phone', scheme: 'dark' },
];
