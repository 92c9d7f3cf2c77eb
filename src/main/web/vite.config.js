import { defineConfig } from 'vite';

/**
 * Canyon serves index.html at its context root and everything else of the page under demo/, so the page names its
 * assets relative to itself, one folder down; scripts and styles name each other relative to themselves.
 */
export default defineConfig({
  root: 'demo',
  publicDir: false,
  build: {
    outDir: '../../../../target/web/demo',
    emptyOutDir: true,
    // The page is served with a policy that refuses data: addresses.
    assetsInlineLimit: 0,
    modulePreload: false,
    license: { fileName: 'licenses.md' },
  },
  experimental: {
    renderBuiltUrl: (file, { hostType }) => (hostType === 'html' ? `demo/${file}` : { relative: true }),
  },
});
