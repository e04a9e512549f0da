import '@mantine/core/styles.css';
import './app.css';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { queryClient } from './api/queries';
import { Pages } from './router';
import { Session } from './session/session';
import { takeTokenOfLink } from './session/token';
import { readableColors, theme } from './theme';

takeTokenOfLink();
// The link is pasted into a tab that shows the app already.
addEventListener('hashchange', () => {
  if (takeTokenOfLink()) location.reload();
});

/** Styles that the library writes into the page carry the number of the page, without which the policy drops them. */
const nonce = (): string => document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';

// What keeps the page still below a dialog looks for it here.
Object.assign(globalThis, { __webpack_nonce__: nonce() });

createRoot(document.getElementById('app')!).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      cssVariablesResolver={readableColors}
      defaultColorScheme="auto"
      getStyleNonce={nonce}
    >
      <QueryClientProvider client={queryClient}>
        <Session>
          <Pages />
        </Session>
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
