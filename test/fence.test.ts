import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'

/*
 * The house's arrows. Each room names the rooms and the outside libraries it may import; a file that imports anything
 * else fails here. Files of app/ itself are rooms of one file.
 */
const DOOR_FILES = [
  'statusOf.ts',
  'answerError.ts',
  'explainError.ts',
  'parseBody.ts',
  'readJsonBody.ts',
  'refuseRequest.ts',
]
const REACT = [
  'react',
  '@remix-run/react',
  '@shopify/polaris',
  '@shopify/polaris-icons',
  '@shopify/app-bridge-react',
]
const ROOMS: Readonly<Record<string, { rooms: readonly string[]; packages: readonly string[] }>> = {
  core: { rooms: ['core'], packages: [] },
  // What the outside world may be asked: types alone, so that flows and adapters share one declaration.
  ports: { rooms: ['core', 'ports'], packages: [] },
  flows: { rooms: ['core', 'ports', 'flows'], packages: [] },
  chains: {
    rooms: ['core', 'ports', 'chains'],
    packages: ['viem', 'node:*', 'prom-client', '@solana/web3.js'],
  },
  crypto: {
    rooms: ['core', 'ports', 'crypto'],
    packages: ['node:*', 'secp256k1', '@bitauth/libauth', 'hash-wasm'],
  },
  shopify: { rooms: ['core', 'ports', 'shopify'], packages: [] },
  wasm: { rooms: ['core', 'ports', 'wasm'], packages: ['node:*'] },
  db: {
    rooms: ['core', 'ports', 'db'],
    packages: [
      'node:*',
      'pg',
      '@electric-sql/pglite',
      '@prisma/*',
      'pglite-prisma-adapter',
      '@shopify/shopify-app-session-storage',
      '@shopify/shopify-api',
    ],
  },
  picket: {
    // The authorize page's script finds wallets as the storefront's does.
    rooms: ['core', 'picket', '../extensions/gate-block/src/wallets', ...DOOR_FILES],
    packages: ['zod'],
  },
  proxy: { rooms: ['core', 'proxy', ...DOOR_FILES], packages: ['zod'] },
  // Like the jobs, webhooks are a table of work: each topic names its flow.
  hooks: { rooms: ['core', 'hooks', 'flows', ...DOOR_FILES], packages: ['zod'] },
  metrics: { rooms: ['core', 'metrics', ...DOOR_FILES], packages: [] },
  jobs: { rooms: ['core', 'jobs', 'flows', ...DOOR_FILES], packages: [] },
  admin: {
    rooms: ['core', 'admin', ...DOOR_FILES],
    packages: ['zod', 'react-dom/server', ...REACT, '@remix-run/node'],
  },
  routes: {
    rooms: [
      'core',
      'picket',
      'proxy',
      'hooks',
      'metrics',
      'admin',
      'flows',
      'context.server.ts',
      'shopify.server.ts',
      'env.server.ts',
      ...DOOR_FILES,
    ],
    packages: [...REACT, '@remix-run/node', '@shopify/shopify-app-remix', 'zod'],
  },
  'statusOf.ts': { rooms: ['core'], packages: [] },
  'answerError.ts': { rooms: ['explainError.ts'], packages: [] },
  'refuseRequest.ts': { rooms: ['core', 'answerError.ts'], packages: [] },
  'explainError.ts': { rooms: ['core', 'statusOf.ts'], packages: [] },
  'parseBody.ts': { rooms: ['core'], packages: ['zod'] },
  'readJsonBody.ts': { rooms: ['core', 'parseBody.ts'], packages: [] },
  'env.server.ts': { rooms: ['core'], packages: ['zod'] },
  'db.server.ts': { rooms: ['db', 'core'], packages: [] },
  'context.server.ts': {
    rooms: [
      'core',
      'flows',
      'chains',
      'crypto',
      'shopify',
      'wasm',
      'db',
      'db.server.ts',
      'env.server.ts',
      'picket',
      'proxy',
      'hooks',
      'metrics',
    ],
    packages: ['@shopify/*'],
  },
  'guardPage.server.ts': {
    rooms: ['core', 'answerError.ts', 'context.server.ts', 'env.server.ts', 'shopify'],
    packages: [],
  },
  'shopify.server.ts': {
    rooms: ['core', 'context.server.ts', 'env.server.ts', 'flows', 'shopify', 'admin', 'answerError.ts'],
    packages: ['@shopify/shopify-app-remix'],
  },
  'root.tsx': { rooms: ['admin'], packages: ['react', '@remix-run/react'] },
  'entry.client.tsx': { rooms: [], packages: ['react', 'react-dom', '@remix-run/react'] },
  'jobs.server.ts': { rooms: ['context.server.ts', 'shopify.server.ts', 'jobs'], packages: [] },
  'entry.server.tsx': {
    rooms: [
      'shopify.server.ts',
      'guardPage.server.ts',
      'jobs.server.ts',
      'env.server.ts',
      'admin',
      'explainError.ts',
    ],
    packages: ['node:*', 'react', 'react-dom', '@remix-run/node', '@remix-run/react', 'isbot'],
  },
  // The production server loads the built bundle and imports nothing of the app.
  'server.ts': { rooms: [], packages: ['node:*', 'hono', '@hono/node-server', '@remix-run/node'] },
}
/** The browser block may share the names of chains and gates with the server, and nothing else. */
const BLOCK = { rooms: ['core/chain', 'core/gate'], packages: [] as readonly string[] }

/** The API's browser client is built of the block's wallets and pictures, its own declarations, and bytes both sides sign. */
const CLIENT = [
  'client/src/',
  'public/palisade.d.ts',
  'extensions/gate-block/src/wallets/',
  'extensions/gate-block/src/show/',
  'app/core/login/composePicketMessage.ts',
]

const APP = path.resolve('app')
const BLOCK_SRC = path.resolve('extensions/gate-block/src')
const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s(?:[^'";]*?\sfrom\s)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g

function listFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => !file.includes(`${path.sep}generated${path.sep}`))
}

function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8')
  return [...text.matchAll(IMPORT)].map((match) => (match[1] ?? match[2] ?? '').replace(/\?url$/, ''))
}

function roomOf(file: string): string {
  return path.relative(APP, file).split(path.sep)[0] ?? ''
}

function isAllowedPackage(name: string, packages: readonly string[]): boolean {
  return packages.some((allowed) =>
    allowed.endsWith('*')
      ? name.startsWith(allowed.slice(0, -1))
      : name === allowed || name.startsWith(`${allowed}/`),
  )
}

function breaches(file: string, wall: { rooms: readonly string[]; packages: readonly string[] }): string[] {
  return importsOf(file).filter((name) => {
    if (!name.startsWith('.')) return !isAllowedPackage(name, wall.packages)
    const target = path.resolve(path.dirname(file), name)
    const inside = path.relative(APP, target).split(path.sep).join('/')
    return !wall.rooms.some((room) => inside === room || inside.startsWith(`${room}/`))
  })
}

describe('the arrows of the house', () => {
  test('behavior: every room of app/ has its wall', () => {
    const rooms = [...new Set(listFiles(APP).map(roomOf))]
    expect(rooms.filter((room) => !(room in ROOMS))).toEqual([])
  })

  test('behavior: every file imports only what its room may', () => {
    const found = listFiles(APP).flatMap((file) => {
      const wall = ROOMS[roomOf(file)]
      return wall ? breaches(file, wall).map((name) => `${path.relative(APP, file)} imports ${name}`) : []
    })
    expect(found).toEqual([])
  })

  test('behavior: the browser block imports nothing but names of chains and gates', () => {
    const found = listFiles(BLOCK_SRC).flatMap((file) =>
      breaches(file, BLOCK)
        .filter(
          (name) => !path.resolve(path.dirname(file), name).startsWith(BLOCK_SRC) || !name.startsWith('.'),
        )
        .map((name) => `${path.relative(BLOCK_SRC, file)} imports ${name}`),
    )
    expect(found).toEqual([])
  })

  test('behavior: the browser client imports nothing but its own, the block’s wallets and the bytes that are signed', () => {
    const found = listFiles(path.resolve('client/src')).flatMap((file) =>
      importsOf(file)
        .map((name) =>
          name.startsWith('.')
            ? path
                .relative('.', path.resolve(path.dirname(file), name))
                .split(path.sep)
                .join('/')
            : name,
        )
        .filter((target) => !CLIENT.some((allowed) => target.startsWith(allowed)))
        .map((target) => `${path.relative('.', file)} imports ${target}`),
    )
    expect(found).toEqual([])
  })

  test('behavior: ports are types and nothing else', () => {
    const found = listFiles(path.join(APP, 'ports')).filter((file) =>
      /^(import|export) (?!type\b)/m.test(readFileSync(file, 'utf8')),
    )
    expect(found.map((file) => path.relative(APP, file))).toEqual([])
  })

  test('behavior: core has no clock and no dice', () => {
    const found = listFiles(path.join(APP, 'core')).filter((file) =>
      /Date\.now|new Date\(\s*\)|Math\.random|performance\.now/.test(readFileSync(file, 'utf8')),
    )
    expect(found.map((file) => path.relative(APP, file))).toEqual([])
  })

  test('behavior: there is no room for leftovers', () => {
    const names = listFiles(APP).flatMap((file) => path.relative(APP, file).split(path.sep))
    expect(
      names.filter((name) => /^(utils?|helpers?|common|misc|services|lib)(\.tsx?)?$/.test(name)),
    ).toEqual([])
  })

  test('refuses: a file that breaks an arrow is named', () => {
    const wall = ROOMS.flows
    expect(wall && breaches(path.join(APP, 'server.ts'), wall)).toContain('hono')
  })

  test('behavior: no test stands among the routes, where it would become an address', () => {
    expect(listFiles(path.join(APP, 'routes')).filter((file) => /\.test\./.test(file))).toEqual([])
  })
})
