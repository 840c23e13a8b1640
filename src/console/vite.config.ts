import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** `npm run build:console` writes the page to dist/console; the sandbox serves it from there. */
export default defineConfig({
  root: import.meta.dirname,
  // Relative addresses: the page works wherever it is mounted.
  base: './',
  plugins: [react()],
  build: { outDir: '../../dist/console', emptyOutDir: true, target: 'es2022' },
  // `vite --config src/console/vite.config.ts` for work on the page beside a running sandbox.
  server: { proxy: { '/sandbox/api': 'http://127.0.0.1:3000' } },
});
