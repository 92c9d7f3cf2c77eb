import { defineConfig } from 'vite';

/** Everything names everything else relative to itself, so that Canyon may live under any context root. */
export default defineConfig({
  root: 'dashboard',
  base: './',
  publicDir: false,
  build: {
    outDir: '../../../../target/web/dashboard',
    emptyOutDir: true,
    // The page is served with a policy that refuses data: addresses.
    assetsInlineLimit: 0,
    modulePreload: false,
    license: { fileName: 'licenses.md' },
  },
});
