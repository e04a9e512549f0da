import react from '@vitejs/plugin-react';
import { join } from 'node:path';
import { defineConfig } from 'vite';

/** `npm run dev -w src/admin` serves the pages with a fast refresh, in front of a service on port 3000. */
const SERVICE = 'http://127.0.0.1:3000';

export default defineConfig({
  root: join(import.meta.dirname, 'app'),
  base: './',
  plugins: [react()],
  html: { cspNonce: '__CSP_NONCE__' },
  server: { proxy: { '/v1': SERVICE, '/health': SERVICE } },
  build: {
    outDir: join(import.meta.dirname, 'dist', 'pages'),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700, // first-load.spec.ts holds what counts, the compressed size,
  },
});
