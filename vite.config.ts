import { vitePlugin as remix } from '@remix-run/dev'
import { defineConfig } from 'vite'
import { assignSpreads } from './scripts/bundle/assignSpreads.ts'
import { keepUsedThemes } from './scripts/bundle/keepUsedThemes.ts'
import { recordPackages } from './scripts/bundle/recordPackages.ts'
import { composeDevServer } from './scripts/composeDevServer.ts'
import { inlineScripts } from './scripts/inlineScripts.ts'

declare module '@remix-run/node' {
  interface Future {
    v3_singleFetch: true
  }
}

export default defineConfig(({ isSsrBuild }) => ({
  plugins: [
    inlineScripts(),
    recordPackages(),
    keepUsedThemes(),
    assignSpreads(),
    remix({
      ignoredRouteFiles: ['**/.*', '**/*.test.*'],
      future: {
        v3_fetcherPersist: true,
        v3_relativeSplatPath: true,
        v3_throwAbortReason: true,
        // A dozen routes need no discovery, and with it a navigation during a revalidation renders an empty page.
        v3_lazyRouteDiscovery: false,
        v3_singleFetch: true,
      },
    }),
  ],
  server: composeDevServer(process.env),
  // Remix would delete all of build/, where the Functions of this server are: scripts/buildApp.ts deletes what is the app's.
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    emptyOutDir: false,
    // A stack trace of the server names the sources.
    sourcemap: isSsrBuild === true,
    // Slower than esbuild, and a few kB smaller on every page.
    ...(!isSsrBuild && { minify: 'terser' }),
    // Small files cost more than they hold: each is a request, and compresses by itself.
    ...(!isSsrBuild && { rollupOptions: { output: { experimentalMinChunkSize: 2500 } } }),
  },
  // Native and WebAssembly parts: scripts/bundle/bundleServer.ts puts them beside the server.
  ssr: { external: ['secp256k1', 'keccak', '@bitauth/libauth', 'hash-wasm', 'pg', '@electric-sql/pglite'] },
  optimizeDeps: {
    // Every library of the browser. One that is discovered later would reload the page with a second React.
    noDiscovery: true,
    include: [
      '@remix-run/react',
      '@shopify/app-bridge-react',
      '@shopify/polaris',
      '@shopify/polaris-icons',
      '@shopify/shopify-app-remix/react',
      // Its error page runs in the browser too.
      '@shopify/shopify-app-remix/server',
      'react',
      'react/jsx-dev-runtime',
      'react/jsx-runtime',
      'react-dom',
      'react-dom/client',
      'react-dom/server',
    ],
  },
}))
