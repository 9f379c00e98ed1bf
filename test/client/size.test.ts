import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { afterAll, describe, expect, test } from 'vitest'
import { buildClient } from '../../scripts/buildClient.ts'

const folder = mkdtempSync(join(tmpdir(), 'palisade-client-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('the browser client', () => {
  test('default: both files, with dialog, Solana and English texts, fit into 15 kB gzip', async () => {
    const built = await buildClient({ folder })
    expect(built.map((file) => file.wasBuilt)).toEqual([true, true])
    for (const { gzipBytes } of built) expect(gzipBytes).toBeLessThanOrEqual(15_000)
    expect((await buildClient({ folder })).map((file) => file.wasBuilt)).toEqual([false, false])
  })

  test('behavior: the files import nothing, and the script defines two names', async () => {
    const [script, module] = await buildClient({ folder })
    const read = (file: { target: string } | undefined) => readFileSync(file?.target ?? '', 'utf8')
    for (const text of [read(script), read(module)]) {
      expect(text).not.toMatch(/\bimport\s*[({"']|\bfrom\s*["']|require\(/)
    }
    const page: Record<string, unknown> = {}
    new Function('window', read(script))(page)
    expect(Object.keys(page)).toEqual(['Picket', 'Palisade'])
    expect(page.Picket).toBe(page.Palisade)
  })

  test('behavior: the module loads on a server and has every export of picket-js', async () => {
    const [, module] = await buildClient({ folder })
    const loaded = (await import(/* @vite-ignore */ `file://${module?.target}`)) as Record<string, unknown>
    expect(Object.keys(loaded).sort()).toEqual([
      'Palisade',
      'Picket',
      'PicketError',
      'default',
      'defaultLoginRedirectCallback',
      'hasAuthorizationCodeParams',
      'parseAuthorizationCodeParams',
      'randomState',
    ])
    expect(loaded.default).toBe(loaded.Picket)
  })
})

describe('the server client', () => {
  test('default: it fits into 6 kB gzip, and imports nothing', async () => {
    const { outputFiles, metafile } = await build({
      entryPoints: ['client/server/main.ts'],
      ...{ bundle: true, minify: true, format: 'esm', platform: 'neutral', write: false, metafile: true },
    })
    expect(Object.values(metafile.outputs).flatMap(({ imports }) => imports)).toEqual([])
    const bytes = gzipSync(outputFiles[0]?.contents ?? new Uint8Array(), { level: 9 }).length
    expect(bytes).toBeGreaterThan(1_000)
    expect(bytes).toBeLessThanOrEqual(6_000)
  })
})

describe('the client for headless storefronts', () => {
  /** What a site's bundler makes of some exports, as gzip. */
  const measure = async (names: string) => {
    const { outputFiles } = await build({
      stdin: { contents: `export { ${names} } from './client/storefront/main.ts'`, resolveDir: '.' },
      ...{ bundle: true, minify: true, format: 'esm', target: 'es2022', write: false },
    })
    return gzipSync(outputFiles[0]?.contents ?? new Uint8Array(), { level: 9 }).length
  }

  test('default: its README says how small it is, and what a page that only plans a cart needs', async () => {
    const readme = readFileSync('client/README.md', 'utf8')
    const [, whole, plan] = /(\d+) kB gzip in all, and (\d+) kB/.exec(readme) ?? []
    const sizes = [await measure('createGates, createStorefrontCart'), await measure('planCartAttributes')]
    expect(sizes.map((bytes) => Math.ceil(bytes / 1000))).toEqual([Number(whole), Number(plan)])
  })
})

describe('the module for headless storefronts, in a bundled page', () => {
  async function measure(names: string): Promise<number> {
    const { outputFiles } = await build({
      stdin: { contents: `export { ${names} } from './client/storefront/main.ts'`, resolveDir: '.' },
      bundle: true,
      minify: true,
      format: 'esm',
      write: false,
    })
    return gzipSync(outputFiles[0]?.contents ?? new Uint8Array(), { level: 9 }).length
  }

  test('default: it fits into 12 kB gzip, and into 1 kB if the page only plans what to write', async () => {
    const whole = await measure('createGates, createStorefrontCart, planCartAttributes, writeProofs')
    const plan = await measure('planCartAttributes, planLineAttributes')
    expect(whole).toBeLessThanOrEqual(12_000)
    expect(plan).toBeLessThanOrEqual(1_000)
    expect(plan).toBeGreaterThan(0)
  })
})
