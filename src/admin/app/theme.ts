import { Alert, createTheme, type CSSVariablesResolver, type MantineColorsTuple, Modal } from '@mantine/core';

/** Dark enough on white, and light enough on black, to be read by everyone (WCAG 2.2, 1.4.3). */
const ink: MantineColorsTuple = [
  '#eef2fc',
  '#dbe3f6',
  '#b5c5ec',
  '#8da6e3',
  '#6b8bda',
  '#5579d4',
  '#4668c8',
  '#3555ae',
  '#2b4a9b',
  '#1d3779',
];

export const theme = createTheme({
  primaryColor: 'ink',
  primaryShade: { light: 8, dark: 3 },
  colors: { ink },
  autoContrast: true,
  defaultRadius: 'md',
  fontFamily: 'system-ui, "Open Sans", "Segoe UI", Roboto, sans-serif',
  components: {
    Alert: Alert.extend({ styles: { title: { color: 'var(--mantine-color-text)' } } }),
    // What keeps the page behind from scrolling writes a style without the number of the page, which the policy drops.
    Modal: Modal.extend({ defaultProps: { lockScroll: false } }),
  },
  headings: { fontWeight: '650' },
});

/** Where the library's own colors are too faint to be read. */
export const readableColors: CSSVariablesResolver = () => ({
  variables: {},
  light: { '--mantine-color-dimmed': '#5a6270' },
  dark: {
    '--mantine-color-dimmed': '#a9b0bc',
    '--mantine-color-anchor': '#c3d0f1',
    '--mantine-color-ink-filled': 'var(--mantine-color-ink-6)',
    '--mantine-color-ink-filled-hover': 'var(--mantine-color-ink-7)',
  },
});
