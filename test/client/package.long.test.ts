import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildPackages, PACKAGES } from '../../scripts/buildPackages.ts'
import { runNpm } from '../../scripts/runNpm.ts'

/* Both npm packages, packed and installed in an empty folder without network. */
const TSC = path.resolve('node_modules/typescript/bin/tsc')
let folder: string
const packed: Record<string, readonly string[]> = {}
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'palisade-package-'))
  await buildPackages({ force: true })
  const dependencies = ['@types/node', 'undici-types'].map((name) => path.resolve('node_modules', name))
  const words = ['pack', '--json', '--pack-destination', folder, ...PACKAGES, ...dependencies]
  const files = JSON.parse(await runNpm({ words, folder })) as { name: string; files: { path: string }[] }[]
  for (const each of files) packed[each.name] = each.files.map((file) => file.path).sort()
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
import { createPalisade, PalisadeError, verifyWebhook, type Claims, type Palisade, type Webhook } from '@palisade/server'
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
export const receive = async (request: Request): Promise<Webhook> =>
  verifyWebhook({ secret: 'whsec_', headers: request.headers, body: await request.arrayBuffer() })
// @ts-expect-error: a key is needed
createPalisade({ url: 'https://palisade.example/api/v1' })
// @ts-expect-error: a misspelled requirement
palisade.validate({ accessToken: '', requirements: { contractAdress: '0x1' } })
// @ts-expect-error: authorize needs requirements
palisade.authorize({ accessToken: '' })
`
const BROWSER = `
import { Picket, PicketError } from '@palisade/client'
import Same from '@palisade/client'
const picket: Picket = new Same('pk_', { baseURL: 'https://palisade.example/api/v1' })
export const login = () => picket.login({ chain: 'polygon' }).catch((error: PicketError) => error.reason)
`
const STOREFRONT = `
import { createGates, createStorefrontCart, PalisadeError, type GatesState, type Gates } from '@palisade/client/storefront'
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

describe('the npm packages', () => {
  test('default: they have the built files, their types, README and licence, and nothing else', () => {
    const common = ['LICENSE', 'README.md', 'package.json']
    const server = [
      ...[
        'PalisadeError',
        'createKeyFinder',
        'createPalisade',
        'createTokenVerifier',
        'createWebhookCalls',
        'decodeBase64',
        'main',
      ],
      ...['readOptions', 'sendRequest', 'types', 'verifyJwt', 'verifyReceipt', 'verifyWebhook'],
    ]
    const storefront = [
      ...['createGates', 'createStorefrontCart', 'main', 'planCart', 'readOptions', 'types', 'writeProofs'],
    ]
    expect(packed['@palisade/server']).toEqual(
      [...common, ...server.flatMap((name) => [`dist/${name}.d.ts`, `dist/${name}.js`])].sort(),
    )
    expect(packed['@palisade/client']).toEqual(
      [
        ...[...common, 'dist/storefront/main.js', 'dist/server/PalisadeError.d.ts'],
        ...['palisade.d.mts', 'palisade.d.ts', 'palisade.js', 'palisade.mjs'].map((name) => `dist/${name}`),
        ...storefront.map((name) => `dist/storefront/${name}.d.ts`),
      ].sort(),
    )
  })

  test.each(PACKAGES.map((each) => path.relative('.', each)))(
    'behavior: %s says that importing it does nothing, depends on nothing, and every export has its types first',
    async (each) => {
      const manifest = JSON.parse(await readFile(path.join(each, 'package.json'), 'utf8')) as {
        [name: string]: unknown
        name: string
        exports: Record<string, string | Record<string, string>>
      }
      const { version, license, engines } = JSON.parse(await readFile('package.json', 'utf8'))
      expect(manifest).toMatchObject({ version, license, type: 'module', engines: { node: '>=20.19' } })
      expect(engines.node).toMatch(/^>=20\.19 /)
      expect(manifest.sideEffects).toEqual(each === 'client' ? ['./dist/palisade.js'] : false)
      expect(Object.keys(manifest).filter((name) => /dependencies/i.test(name))).toEqual([])
      for (const [name, target] of Object.entries(manifest.exports)) {
        if (typeof target === 'string') continue
        expect(Object.keys(target), name).toEqual(['types', 'default'])
        for (const file of Object.values(target))
          expect(packed[manifest.name], name).toContain(file.replace('./', ''))
      }
    },
  )

  test('behavior: the storefront’s module loads on a server, and touches neither window nor network there', async () => {
    const script = `
      globalThis.fetch = () => { throw new Error('It asked something.') }
      const storefront = await import('@palisade/client/storefront')
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

  test('behavior: both load in an installed folder, also by require, and nothing else can be imported', async () => {
    const script = `
      const server = await import('@palisade/server')
      const browser = await import('@palisade/client')
      const { default: manifest } = await import('@palisade/server/package.json', { with: { type: 'json' } })
      const inner = await import('@palisade/server/dist/sendRequest.js').catch((error) => error.code)
      const { createRequire } = await import('node:module')
      const required = createRequire(import.meta.url)('@palisade/server') === server
      console.log(JSON.stringify([Object.keys(server), typeof browser.Picket, manifest.version, inner, required]))`
    const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string }
    expect(JSON.parse(await run('--input-type=module', '-e', script))).toEqual([
      ['PalisadeError', 'createPalisade', 'verifyReceipt', 'verifyWebhook'],
      'function',
      version,
      'ERR_PACKAGE_PATH_NOT_EXPORTED',
      true,
    ])
  })

  test('behavior: a program of CommonJS requires them, and a compiler that cannot says what to do', async () => {
    const script = `
      const { createPalisade, PalisadeError } = require('@palisade/server')
      const { Picket } = require('@palisade/client')
      const { planCartAttributes } = require('@palisade/client/storefront')
      try { createPalisade({}) } catch (error) {
        console.log(JSON.stringify([error instanceof PalisadeError, error.code, typeof Picket, typeof planCartAttributes]))
      }`
    await writeFile(path.join(folder, 'required.cjs'), script)
    expect(JSON.parse(await run('required.cjs'))).toEqual([true, 'ERR_CLIENT_INPUT', 'function', 'function'])
    const next = ['--module', 'nodenext', '--moduleResolution', 'nodenext', ...NODE.slice(4)]
    expect(await check('server.cts', SERVER, ...next)).toBe('')
    // Under node16 TypeScript asks for `import()`, which both may use.
    await expect(check('old.cts', SERVER, ...NODE)).rejects.toThrow(/TS1479[\s\S]*import\(/)
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

  test('behavior: each sample of both READMEs compiles with --strict as it stands', async () => {
    const read = async (file: string) =>
      [...(await readFile(file, 'utf8')).matchAll(/```js\n([\s\S]*?)```/g)].map(([, sample = '']) => sample)
    // What the reader's own program has.
    const product = 'declare const product: { id: string }, variant: { id: string }'
    const pages = ['', `${product}; declare const render: (state: unknown) => void`]
    const servers = [
      'declare const accessToken: string',
      '/** @param {Request} request */',
      "declare const receipt: string, keys: import('@palisade/server').PublicKeySet",
    ]
    const [page, server] = [await read('client/README.md'), await read('client/server/README.md')]
    expect([page.length, server.length]).toEqual([pages.length, servers.length])
    const bundled = [...BUNDLER, '--noUncheckedIndexedAccess', 'true']
    for (const [i, sample] of page.entries())
      expect(await check(`page${i}.mts`, `${pages[i]}\n${sample}`, ...bundled)).toBe('')
    for (const [i, sample] of server.entries()) {
      const typed = sample.replace('receive(request)', 'receive(request: Request)')
      expect(await check(`server${i}.mts`, `${servers[i]}\n${typed}`, ...NODE)).toBe('')
    }
  })

  test('refuses: what the types forbid', async () => {
    const wrong = SERVER.replaceAll(/\/\/ @ts-expect-error.*\n/g, '')
    await expect(check('wrong.ts', wrong, ...NODE)).rejects.toThrow(/TS2345[\s\S]*TS2561[\s\S]*TS2345/)
  })
})
