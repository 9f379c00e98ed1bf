import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildPackage } from '../../scripts/buildPackage.ts'
import { runNpm } from '../../scripts/runNpm.ts'

/* The npm package of the clients, packed and installed in an empty folder without network. */
const TSC = path.resolve('node_modules/typescript/bin/tsc')
let folder: string
let packed: readonly string[]
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'palisade-package-'))
  await buildPackage({ force: true })
  const dependencies = ['jose', '@types/node', 'undici-types'].map((name) =>
    path.resolve('node_modules', name),
  )
  const words = ['pack', '--json', '--pack-destination', folder, path.resolve('client'), ...dependencies]
  const files = JSON.parse(await runNpm({ words, folder })) as { name: string; files: { path: string }[] }[]
  packed = files.find(({ name }) => name === 'palisade-client')?.files.map((file) => file.path) ?? []
  await writeFile(path.join(folder, 'package.json'), '{ "private": true, "type": "module" }')
  const tarballs = (await readdir(folder)).filter((name) => name.endsWith('.tgz')).map((name) => `./${name}`)
  await runNpm({ words: ['install', '--offline', '--no-audit', '--no-fund', ...tarballs], folder })
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** Run a program in the folder. @throws with what it printed. */
async function run(...words: string[]): Promise<string> {
  const child = promisify(execFile)(process.execPath, words, { cwd: folder })
  const { stdout } = await child.catch((error: { stdout: string; stderr: string }) => {
    throw new Error(error.stdout + error.stderr)
  })
  return stdout
}

/** Check a site's source under `--strict`, without leaving out the package's own types. */
async function check(name: string, source: string, ...options: string[]): Promise<string> {
  await mkdir(path.join(folder, 'src'), { recursive: true })
  await writeFile(path.join(folder, 'src', name), source)
  return run(TSC, '--noEmit', '--strict', '--target', 'es2022', ...options, `src/${name}`)
}

const SERVER = `
import { createPalisade, PalisadeError, type Claims, type Palisade } from 'palisade-client/server'
const palisade: Palisade = createPalisade({ url: 'https://palisade.example/api/v1', apiKey: 'sk_', fetch })
export async function findVisitor(accessToken: string): Promise<string | null> {
  const requirements = { chain: 'ethereum', contractAddress: '0x1', minTokenBalance: '2.5' }
  try {
    const claims: Claims = await palisade.validate({ accessToken, requirements, signal: AbortSignal.timeout(5) })
    const seconds: number = claims.exp - claims.iat
    return claims.sub + seconds
  } catch (error) {
    if (error instanceof PalisadeError && error.code === 'ERR_REQUIREMENT_UNMET') return null
    throw error
  }
}
// @ts-expect-error: a key is needed
createPalisade({ url: 'https://palisade.example/api/v1' })
// @ts-expect-error: a misspelled requirement
palisade.validate({ accessToken: '', requirements: { contractAdress: '0x1' } })
// @ts-expect-error: authorize needs requirements
palisade.authorize({ accessToken: '' })
`
const BROWSER = `
import { Picket, PicketError } from 'palisade-client'
import Same from 'palisade-client'
const picket: Picket = new Same('pk_', { baseURL: 'https://palisade.example/api/v1' })
export const login = () => picket.login({ chain: 'polygon' }).catch((error: PicketError) => error.reason)
`
const STOREFRONT = `
import { createGates, createStorefrontCart, PalisadeError, type GatesState, type Gates } from 'palisade-client/storefront'
const cart = createStorefrontCart({ url: '/api/2026-10/graphql.json', findCartId: () => null, publicAccessToken: 'x' })
const gates: Gates = createGates({ url: 'https://palisade.example/api/v1', apiKey: 'pk_', cart })
export async function open(): Promise<string> {
  const state: GatesState = await gates.load([{ productId: 'gid://shopify/Product/1', variantId: 2 }])
  const [gate] = state.gates
  if (gate?.result.kind === 'closed') return gate.result.because
  const [wallet] = state.wallets
  try {
    return wallet ? ((await gates.login(wallet)).proof ?? '') : ''
  } catch (error) {
    return error instanceof PalisadeError && error.code === 'ERR_WALLET_REJECTED' ? 'declined' : 'failed'
  }
}
// @ts-expect-error: a key is needed
createGates({ url: 'https://palisade.example/api/v1' })
// @ts-expect-error: a line needs its variant
gates.load([{ productId: 1 }])
// @ts-expect-error: state is read-only
gates.readState().step = 'idle'
`
const NODE = ['--module', 'node16', '--moduleResolution', 'node16', '--lib', 'es2023', '--types', 'node']
const BUNDLER = [
  '--module',
  'esnext',
  '--moduleResolution',
  'bundler',
  '--lib',
  'es2023,dom',
  '--typeRoots',
  './none',
]

describe('the npm package of the clients', () => {
  test('default: it has the built files, their types, README and licence, and nothing else', () => {
    const server = [
      'PalisadeError',
      'createPalisade',
      'createTokenVerifier',
      'main',
      'readOptions',
      'sendRequest',
      'types',
    ]
    expect([...packed].sort()).toEqual(
      [
        'LICENSE',
        'README.md',
        'package.json',
        ...['palisade.d.mts', 'palisade.d.ts', 'palisade.js', 'palisade.mjs'].map((name) => `dist/${name}`),
        ...server.flatMap((name) => [`dist/server/${name}.d.ts`, `dist/server/${name}.js`]),
        'dist/storefront/main.js',
        ...[
          'createGates',
          'createStorefrontCart',
          'main',
          'planCart',
          'readOptions',
          'types',
          'writeProofs',
        ].map((name) => `dist/storefront/${name}.d.ts`),
      ].sort(),
    )
  })

  test('behavior: the package says that importing it does nothing, and every export has its types first', async () => {
    const manifest = JSON.parse(await readFile('client/package.json', 'utf8')) as {
      sideEffects: string[]
      exports: Record<string, string | Record<string, string>>
    }
    expect(manifest.sideEffects).toEqual(['./dist/palisade.js'])
    for (const [name, target] of Object.entries(manifest.exports)) {
      if (typeof target === 'string') continue
      expect(Object.keys(target), name).toEqual(['types', 'default'])
      for (const file of Object.values(target)) expect(packed, name).toContain(file.replace('./', ''))
    }
  })

  test('behavior: the storefront’s module loads on a server, and touches neither window nor network there', async () => {
    const script = `
      globalThis.fetch = () => { throw new Error('It asked something.') }
      const storefront = await import('palisade-client/storefront')
      const gates = storefront.createGates({ url: 'https://palisade.example/api/v1', apiKey: 'pk_' + '0'.repeat(32) })
      console.log(JSON.stringify([Object.keys(storefront).sort(), gates.readState().step, typeof window]))`
    expect(JSON.parse(await run('--input-type=module', '-e', script))).toEqual([
      [
        'PalisadeError',
        'createGates',
        'createStorefrontCart',
        'planCartAttributes',
        'planLineAttributes',
        'proofKey',
        'writeProofs',
      ],
      'idle',
      'undefined',
    ])
  })

  test('behavior: both halves load in an installed folder, and nothing else can be imported', async () => {
    const script = `
      const server = await import('palisade-client/server')
      const browser = await import('palisade-client')
      const { default: manifest } = await import('palisade-client/package.json', { with: { type: 'json' } })
      const inner = await import('palisade-client/dist/server/sendRequest.js').catch((error) => error.code)
      console.log(JSON.stringify([Object.keys(server), typeof browser.Picket, manifest.version, inner]))`
    const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string }
    expect(JSON.parse(await run('--input-type=module', '-e', script))).toEqual([
      ['PalisadeError', 'createPalisade'],
      'function',
      version,
      'ERR_PACKAGE_PATH_NOT_EXPORTED',
    ])
  })

  test.each([
    ['a server under node16', 'server.ts', SERVER, NODE],
    ['a bundled server', 'bundled.ts', SERVER, BUNDLER],
    ['a bundled page', 'page.ts', BROWSER, BUNDLER],
    ['a page under node16', 'page.mts', BROWSER, [...NODE, '--lib', 'es2023,dom']],
    ['a bundled storefront', 'storefront.ts', STOREFRONT, BUNDLER],
    ['a storefront under node16', 'storefront.mts', STOREFRONT, [...NODE, '--lib', 'es2023,dom']],
  ])('behavior: %s compiles with --strict', async (_, name, source, options) => {
    expect(await check(name, source, ...options)).toBe('')
  })

  test('behavior: each sample of the README compiles with --strict as it stands', async () => {
    const readme = await readFile('client/README.md', 'utf8')
    const samples = [...readme.matchAll(/```js\n([\s\S]*?)```/g)].map(([, sample = '']) => sample)
    expect(samples).toHaveLength(3)
    // What the reader's own program has.
    const given = [
      'declare const accessToken: string',
      '',
      'declare const product: { id: string }, variant: { id: string }; declare const render: (state: unknown) => void',
    ]
    const source = (i: number) => `${given[i]}\n${samples[i]}`
    expect(await check('readme0.mts', source(0), ...NODE)).toBe('')
    for (const i of [1, 2])
      expect(await check(`readme${i}.mts`, source(i), ...BUNDLER, '--noUncheckedIndexedAccess', 'true')).toBe(
        '',
      )
  })

  test('refuses: what the types forbid', async () => {
    const wrong = SERVER.replaceAll(/\/\/ @ts-expect-error.*\n/g, '')
    await expect(check('wrong.ts', wrong, ...NODE)).rejects.toThrow(/TS2345[\s\S]*TS2561[\s\S]*TS2345/)
  })
})
