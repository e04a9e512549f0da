/** Outlines of 24 by 24, drawn by us: a package of icons would be larger than the rest of the app. */
const PATHS = {
  overview: 'M4 13h6V4H4zM14 20h6V4h-6zM4 20h6v-4H4z',
  algorithms: 'M4 17l5-6 4 3 7-9M4 21h16',
  runs: 'M5 6h14M5 12h14M5 18h9',
  learners: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21c0-4 4-6 8-6s8 2 8 6',
  items: 'M6 3h9l4 4v14H6zM9 12h6M9 16h6',
  fits: 'M4 6h10M18 6h2M4 12h2M10 12h10M4 18h8M16 18h4M16 4v4M8 10v4M14 16v4',
  jobs: 'M12 8v5l3 2M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z',
  audit: 'M5 4h14v16H5zM9 9h6M9 13h6M9 17h3',
  webhooks: 'M4 12h9M10 8l4 4-4 4M17 5v14M20 8v8',
  scheme: 'M12 21a9 9 0 1 0 0-18zM12 3v18M21 12a9 9 0 0 1-9 9',
  signOut: 'M10 4H5v16h5M14 8l4 4-4 4M18 12H9',
  download: 'M12 4v11M8 11l4 4 4-4M5 20h14',
} as const;

export type IconName = keyof typeof PATHS;

export const Icon = ({ name }: { name: IconName }) => (
  <svg width="20" height="20" viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.8" aria-hidden>
    <path d={PATHS[name]} strokeLinecap="round" strokeLinejoin="round" />
  </svg>
);
