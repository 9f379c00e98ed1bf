import { vitePlugin as remix } from '@remix-run/dev'
import { defineConfig } from 'vite'

export default defineConfig({
  publicDir: false,
  build: { target: 'es2022' },
  plugins: [
    remix({
      appDirectory: 'test/bench/api/remixServe/app',
      buildDirectory: '.cache/bench/remixServe',
      future: {
        v3_fetcherPersist: true,
        v3_relativeSplatPath: true,
        v3_throwAbortReason: true,
        v3_lazyRouteDiscovery: true,
        v3_singleFetch: true,
      },
    }),
  ],
})
