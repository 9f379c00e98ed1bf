import { build } from 'esbuild'

/** Build app/server.ts into build/server.js, beside Remix's bundle that it loads. */
await build({
  entryPoints: ['app/server.ts'],
  outfile: 'build/server.js',
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  target: 'node20',
  logLevel: 'warning',
})
