import { readFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { importsOf, listFiles } from './imports.ts'

/*
 * The import rules. Each room names the rooms and packages that it may import; a file that imports anything else fails
 * here. A file directly in app/ is a room of its own.
 */
const DOOR_FILES = [
  'statusOf.ts',
  'answerError.ts',
  'answerNotes.ts',
  'describeError.ts',
  'parseBody.ts',
  'readJsonBody.ts',
  'answerRefusal.ts',
  'gateBody.ts',
  'answerScriptPage.ts',
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
  // Types alone, so that flows and adapters share one declaration of what the outside may be asked.
  ports: { rooms: ['core', 'ports'], packages: [] },
  flows: { rooms: ['core', 'ports', 'flows'], packages: [] },
  chains: {
    rooms: ['core', 'ports', 'chains'],
    packages: ['viem', 'node:*', 'prom-client', '@solana/addresses', '@eth-optimism/tokenlist'],
  },
  crypto: {
    rooms: ['core', 'ports', 'crypto'],
    packages: ['node:*', 'secp256k1', '@bitauth/libauth', 'hash-wasm'],
  },
  courier: { rooms: ['core', 'ports', 'courier'], packages: ['node:*'] },
  shopify: { rooms: ['core', 'ports', 'shopify'], packages: [] },
  bigcommerce: { rooms: ['core', 'ports', 'bigcommerce'], packages: [] },
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
    // The authorize page's script finds wallets as the storefront does.
    // It describes requests that the app proxy has too. Agents read the storefront's answers and its English texts.
    rooms: [
      'core',
      'picket',
      'proxy/wire.ts',
      'proxy/format.ts',
      'proxy/formatShownUnmet.ts',
      '../extensions/gate-block/src/wallets',
      '../extensions/gate-block/locales',
      ...DOOR_FILES,
    ],
    packages: ['zod'],
  },
  proxy: {
    // The page of a pass signs as the storefront does.
    rooms: [
      'core',
      'proxy',
      '../extensions/gate-block/src/api',
      '../extensions/gate-block/src/session',
      // A store of BigCommerce has the texts of the theme block.
      '../extensions/gate-block/locales',
      // The page at the counter logs in as the storefront does.
      '../extensions/gate-block/src/wallets',
      '../extensions/gate-block/src/loginWithWallet.ts',
      ...DOOR_FILES,
    ],
    packages: ['zod', 'qr'],
  },
  qr: { rooms: ['core', 'ports', 'qr'], packages: ['qr'] },
  // Webhooks are a table like jobs: each topic names its flow.
  hooks: { rooms: ['core', 'hooks', 'flows', ...DOOR_FILES], packages: ['zod'] },
  log: { rooms: ['core', 'ports', 'log'], packages: ['pino'] },
  traces: { rooms: ['ports', 'traces'], packages: ['node:*', '@opentelemetry/*'] },
  health: { rooms: ['health'], packages: [] },
  metrics: { rooms: ['core', 'ports', 'metrics', ...DOOR_FILES], packages: ['prom-client'] },
  jobs: { rooms: ['core', 'jobs', 'flows', ...DOOR_FILES], packages: [] },
  // For the operator, beside the server: it asks every room whether it is well.
  doctor: {
    rooms: [
      'core',
      'flows',
      'chains',
      'db',
      'doctor',
      'wasm',
      'env.server.ts',
      'context.server.ts',
      'shopify.server.ts',
    ],
    packages: ['node:*'],
  },
  admin: {
    // The preview of a gate uses the storefront's texts.
    rooms: ['core', 'admin', '../extensions/gate-block/locales', ...DOOR_FILES],
    // A till reads codes in the browser.
    packages: ['zod', 'react-dom/server', ...REACT, '@remix-run/node', 'qr/*'],
  },
  routes: {
    rooms: [
      'core',
      'picket',
      'proxy',
      'hooks',
      'metrics',
      'health',
      'admin',
      'flows',
      'context.server.ts',
      'shopify.server.ts',
      'bigcommerce.server.ts',
      'agents.server.ts',
      'env.server.ts',
      ...DOOR_FILES,
    ],
    packages: [...REACT, '@remix-run/node', '@shopify/shopify-app-remix', 'zod'],
  },
  'statusOf.ts': { rooms: ['core'], packages: [] },
  'answerNotes.ts': { rooms: ['core'], packages: [] },
  'answerError.ts': { rooms: ['core', 'describeError.ts', 'answerNotes.ts'], packages: [] },
  'answerScriptPage.ts': { rooms: [], packages: [] },
  'answerRefusal.ts': { rooms: ['core', 'answerError.ts'], packages: [] },
  'describeError.ts': { rooms: ['core', 'statusOf.ts', 'log'], packages: [] },
  'parseBody.ts': { rooms: ['core'], packages: ['zod'] },
  'gateBody.ts': { rooms: ['core'], packages: ['zod'] },
  'readJsonBody.ts': { rooms: ['core', 'parseBody.ts'], packages: [] },
  // It checks every variable before anything starts, with the readers of those rooms.
  'env.server.ts': { rooms: ['core', 'chains', 'db'], packages: ['zod'] },
  'db.server.ts': { rooms: ['db', 'core', 'log'], packages: [] },
  'runOnce.server.ts': { rooms: [], packages: [] },
  'context.server.ts': {
    rooms: [
      'core',
      'flows',
      'chains',
      'courier',
      'crypto',
      'shopify',
      'bigcommerce',
      'wasm',
      'qr',
      'db',
      'db.server.ts',
      'env.server.ts',
      'runOnce.server.ts',
      'picket',
      'proxy',
      'hooks',
      'metrics',
      'health',
      'log',
      'traces',
    ],
    packages: ['@shopify/*'],
  },
  'checkPage.server.ts': {
    rooms: [
      'core',
      'answerError.ts',
      'bigcommerce.server.ts',
      'context.server.ts',
      'env.server.ts',
      'shopify',
    ],
    packages: [],
  },
  'bigcommerce.server.ts': {
    rooms: ['core', 'ports', 'context.server.ts', 'env.server.ts', 'bigcommerce'],
    packages: [],
  },
  'shopify.server.ts': {
    rooms: [
      'core',
      'context.server.ts',
      'bigcommerce.server.ts',
      'env.server.ts',
      'flows',
      'shopify',
      'admin',
      'picket',
      'answerError.ts',
      'log',
    ],
    packages: ['@shopify/shopify-app-remix', '@shopify/shopify-api'],
  },
  'agents.server.ts': { rooms: ['context.server.ts', 'flows', 'picket'], packages: [] },
  'root.tsx': { rooms: ['admin'], packages: ['react', '@remix-run/react'] },
  'entry.client.tsx': { rooms: [], packages: ['react', 'react-dom', '@remix-run/react'] },
  'jobs.server.ts': {
    rooms: ['context.server.ts', 'shopify.server.ts', 'jobs', 'log', 'runOnce.server.ts'],
    packages: [],
  },
  'entry.server.tsx': {
    rooms: [
      'shopify.server.ts',
      'checkPage.server.ts',
      'createMethodCheck.ts',
      'jobs.server.ts',
      'env.server.ts',
      'admin',
      'describeError.ts',
      'log',
      'renderDocument.ts',
      'watchRequests.server.ts',
    ],
    packages: ['react', '@remix-run/node', '@remix-run/react', 'isbot'],
  },
  'renderDocument.ts': {
    rooms: ['describeError.ts'],
    packages: ['node:*', 'react', 'react-dom', '@remix-run/node'],
  },
  'watchRequests.server.ts': {
    rooms: ['answerNotes.ts', 'context.server.ts', 'createRouteMatcher.ts', 'log', 'ports'],
    packages: [],
  },
  'createMethodCheck.ts': { rooms: ['answerError.ts', 'core', 'createRouteMatcher.ts'], packages: [] },
  'createRouteMatcher.ts': { rooms: [], packages: ['@remix-run/react'] },
  // The production server loads the built bundle and imports nothing else of the app.
  'server.ts': {
    rooms: ['createAnswer.ts'],
    packages: ['node:*', '@hono/node-server', '@remix-run/node', '@remix-run/dev/server-build'],
  },
  'createAnswer.ts': {
    rooms: ['toApiUrl.ts'],
    packages: ['node:*', 'hono', '@hono/node-server', '@remix-run/node'],
  },
  'toApiUrl.ts': { rooms: [], packages: [] },
}
/** The theme block may import only the chains, the gates and the keys of visits of core. */
const BLOCK = { rooms: ['core/chain', 'core/gate', 'core/visitKey'], packages: [] as readonly string[] }
/** Its optional script, which no page loads before a shopper chooses WalletConnect, brings a library. */
const WALLET_CONNECT = { ...BLOCK, packages: ['@walletconnect/sign-client', 'qr'] as readonly string[] }
/** The same for a wallet for Flow. */
const FLOW = { ...BLOCK, packages: ['@onflow/fcl-core'] as readonly string[] }

/**
 * The API's browser client consists of its own files, the block's wallets and pictures, the text that both sides sign,
 * and how the authorize page signs and speaks.
 */
const CLIENT = [
  'client/src/',
  'public/palisade.d.ts',
  'extensions/gate-block/src/wallets/',
  'extensions/gate-block/src/show/',
  'app/core/login/composePicketMessage.ts',
  'app/core/chain/walletApps.ts',
  'app/core/chain/listWalletApps.ts',
  'app/core/chain/composeAppLink.ts',
  'app/core/text/languages.ts',
  'app/picket/oauth/page/browser/signWith.ts',
  'app/picket/words/composeSentence.ts',
  'app/picket/words/dialog/en.json',
]

const APP = path.resolve('app')
const BLOCK_SRC = path.resolve('extensions/gate-block/src')

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

const ROUTES = path.join(APP, 'routes')
/** The factories that make each server export of an admin route. */
const ADMIN_FACTORIES: Readonly<Record<string, readonly string[]>> = {
  loader: ['adminLoader', 'adminBlockLoader'],
  action: ['adminAction'],
}

/** The routes of the embedded admin: all below /app and /auth, but not the page for visitors without a shop. */
function listAdminRoutes(): string[] {
  return listFiles(ROUTES).filter((file) => /^(?:app|auth)\.(?!login\.)/.test(path.basename(file)))
}

/** List what is wrong with an admin route: the factory, which authenticates, must make every loader and action. */
function adminBreaches(text: string): string[] {
  const source = ts.createSourceFile('route.tsx', text, ts.ScriptTarget.ES2022, true, ts.ScriptKind.TSX)
  const found = source.statements.flatMap(listServerExports)
  const unused = text.replace(/import \{[^}]*\} from '[^']*'/g, '').replace(/\bdoor: adminDoor\b/g, '')
  return [
    ...found.filter(({ isMade }) => !isMade).map(({ name }) => `${name} is not made by the factory`),
    ...(found.some(({ isAdmin }) => isAdmin) ? [] : ['nothing goes through the factory']),
    ...(/\badminDoor\b/.test(unused) ? ['adminDoor is not handed to the factory'] : []),
    ...(/\bauthenticate\b/.test(text) ? ['it authenticates itself'] : []),
    ...(/\b(?:public|admin|shop)Context\b/.test(text) ? ['it takes another context than its caller’s'] : []),
  ]
}

type ServerExport = { readonly name: string; readonly isMade: boolean; readonly isAdmin: boolean }

function listServerExports(statement: ts.Statement): ServerExport[] {
  if (ts.isExportDeclaration(statement)) {
    const { exportClause, moduleSpecifier } = statement
    if (!exportClause || !ts.isNamedExports(exportClause)) {
      return [{ name: statement.getText(), isMade: false, isAdmin: false }]
    }
    const isRefusal = moduleSpecifier?.getText() === "'../answerRefusal.ts'"
    return exportClause.elements
      .filter(({ name }) => name.text in ADMIN_FACTORIES)
      .map(({ name, propertyName }) => ({
        name: name.text,
        isMade: isRefusal && propertyName?.getText() === 'answerWrongMethod',
        isAdmin: false,
      }))
  }
  const isExported =
    ts.canHaveModifiers(statement) &&
    ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
  if (!isExported) return []
  if (ts.isFunctionDeclaration(statement)) {
    const name = statement.name?.text ?? ''
    return name in ADMIN_FACTORIES ? [{ name, isMade: false, isAdmin: false }] : []
  }
  if (!ts.isVariableStatement(statement)) return []
  return statement.declarationList.declarations.flatMap(({ name: identifier, initializer }) => {
    const name = identifier.getText()
    if (!/\b(?:loader|action)\b/.test(name)) return []
    const call = initializer && ts.isCallExpression(initializer) ? initializer : undefined
    const isMade =
      call !== undefined &&
      ADMIN_FACTORIES[name]?.includes(call.expression.getText()) === true &&
      /\bdoor: adminDoor\b/.test(call.arguments[0]?.getText() ?? '')
    return [{ name, isMade, isAdmin: isMade }]
  })
}

describe('imports between rooms', () => {
  test('behavior: every room of app/ has a rule', () => {
    const rooms = [...new Set(listFiles(APP).map(roomOf))]
    expect(rooms.filter((room) => !(room in ROOMS))).toEqual([])
  })

  test('behavior: every file imports only what its room may import', () => {
    const found = listFiles(APP).flatMap((file) => {
      const wall = ROOMS[roomOf(file)]
      return wall ? breaches(file, wall).map((name) => `${path.relative(APP, file)} imports ${name}`) : []
    })
    expect(found).toEqual([])
  })

  test('behavior: the theme block imports only its own files, core/chain and core/gate', () => {
    const wallOf = (file: string) => {
      const [folder] = path.relative(BLOCK_SRC, file).split(path.sep)
      if (folder === 'flow') return FLOW
      return folder === 'walletConnect' ? WALLET_CONNECT : BLOCK
    }
    const found = listFiles(BLOCK_SRC).flatMap((file) =>
      breaches(file, wallOf(file))
        .filter(
          (name) => !path.resolve(path.dirname(file), name).startsWith(BLOCK_SRC) || !name.startsWith('.'),
        )
        .map((name) => `${path.relative(BLOCK_SRC, file)} imports ${name}`),
    )
    expect(found).toEqual([])
  })

  test('behavior: the block of an order’s page imports only its own files', () => {
    const folder = path.resolve('extensions/order-block/src')
    const outside = listFiles(folder).flatMap((file) =>
      importsOf(file).filter((name) => !name.startsWith('./')),
    )
    expect(outside).toEqual([])
    expect(listFiles(folder).length).toBeGreaterThan(1)
  })

  test('behavior: the blocks of buyers’ pages import only their own files, and those that they share', () => {
    for (const [folder, shared] of [
      ['thank-you/src', '../../shopper-surfaces/'],
      ['customer-account/src', '../../shopper-surfaces/'],
      ['shopper-surfaces', './'],
    ] as const) {
      const files = listFiles(path.resolve('extensions', folder))
      const outside = files.flatMap((file) =>
        importsOf(file).filter((name) => !name.startsWith('./') && !name.startsWith(shared)),
      )
      expect(outside).toEqual([])
      expect(files.length).toBeGreaterThan(0)
    }
  })

  test('behavior: the browser client imports only its own files, the block’s wallets and pictures, and what it shares with the authorize page', () => {
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

  test('behavior: the client for headless storefronts imports only its own files, the block’s, and the error of clients', () => {
    const folder = path.resolve('client/storefront')
    const found = listFiles(folder).flatMap((file) =>
      importsOf(file).filter((name) => {
        const target = path.resolve(path.dirname(file), name)
        const isOwn = [folder, BLOCK_SRC].some((allowed) => target.startsWith(`${allowed}${path.sep}`))
        return !(name.startsWith('.') && (isOwn || target === path.resolve('client/server/PalisadeError.ts')))
      }),
    )
    expect(found).toEqual([])
    expect(listFiles(folder).length).toBeGreaterThan(10)
  })

  test('behavior: the server client imports only its own files, so that every runtime has what it needs', () => {
    const folder = path.resolve('client/server')
    const found = listFiles(folder).flatMap((file) =>
      importsOf(file).filter(
        (name) => !name.startsWith('.') || path.dirname(path.resolve(folder, name)) !== folder,
      ),
    )
    expect(found).toEqual([])
  })

  test('behavior: ports import and export only types', () => {
    const found = listFiles(path.join(APP, 'ports')).filter((file) =>
      /^(import|export) (?!type\b)/m.test(readFileSync(file, 'utf8')),
    )
    expect(found.map((file) => path.relative(APP, file))).toEqual([])
  })

  test('behavior: core reads no clock and no random numbers', () => {
    const found = listFiles(path.join(APP, 'core')).filter((file) =>
      /Date\.now|new Date\(\s*\)|Math\.random|performance\.now/.test(readFileSync(file, 'utf8')),
    )
    expect(found.map((file) => path.relative(APP, file))).toEqual([])
  })

  test('behavior: no file or folder of app/ is called utils, helpers, common, misc, services or lib', () => {
    const names = listFiles(APP).flatMap((file) => path.relative(APP, file).split(path.sep))
    expect(
      names.filter((name) => /^(utils?|helpers?|common|misc|services|lib)(\.tsx?)?$/.test(name)),
    ).toEqual([])
  })

  test('refuses: an import that a room may not have, by its name', () => {
    const wall = ROOMS.flows
    expect(wall && breaches(path.join(APP, 'createAnswer.ts'), wall)).toContain('hono')
  })

  test('behavior: no test lies in app/routes, where it would become a URL', () => {
    expect(listFiles(path.join(APP, 'routes')).filter((file) => /\.test\./.test(file))).toEqual([])
  })

  test('behavior: every admin route uses the factory, which authenticates', () => {
    const routes = listAdminRoutes()
    expect(routes.length).toBeGreaterThan(35)
    const found = routes.flatMap((file) =>
      adminBreaches(readFileSync(file, 'utf8')).map((breach) => `${path.relative(APP, file)}: ${breach}`),
    )
    expect(found).toEqual([])
  })

  const MADE = 'export const loader = adminLoader({ door: adminDoor, run: async () => null })'
  test.each<[string, string]>([
    ['a loader without the factory', 'export const loader = async () => null'],
    ['an action declared as a function', 'export async function action() { return null }'],
    ['another door', 'export const loader = adminLoader({ door: openDoor, run: async () => null })'],
    ['the other factory', 'export const action = adminLoader({ door: adminDoor, run: async () => null })'],
    ['an export list', 'const own = async () => null\nexport { own as action }'],
    ['a re-exported loader', "export { load as loader } from '../admin/load.ts'"],
    ['an export of everything', "export * from '../admin/load.ts'"],
    ['a destructured loader', 'export const { loader } = makeAll()'],
    ['a direct call of the door', 'await adminDoor.enter(request)'],
    ['a context of its own', "import { publicContext } from '../context.server.ts'"],
    ['direct authentication', "import { authenticate } from '../shopify.server.ts'"],
  ])('refuses: %s in an admin route', (_, text) => {
    expect(
      adminBreaches(`${MADE.replace('loader =', text.includes('loader') ? 'x =' : 'loader =')}\n${text}`),
    ).not.toEqual([])
  })

  test('refuses: an admin route that uses no factory', () => {
    const refusal = "export { answerWrongMethod as loader } from '../answerRefusal.ts'"
    expect(adminBreaches('export default () => null')).toEqual(['nothing goes through the factory'])
    expect(adminBreaches(refusal)).toEqual(['nothing goes through the factory'])
    expect(adminBreaches(MADE)).toEqual([])
  })

  test('behavior: every admin page has the shared error boundary and a title', () => {
    const pages = listAdminRoutes().filter((file) => file.endsWith('.tsx') && !file.endsWith('/app.tsx'))
    expect(pages.length).toBeGreaterThan(10)
    const bare = pages.filter((file) => {
      const text = readFileSync(file, 'utf8')
      return !/^export \{ PageFailure as ErrorBoundary \}/m.test(text) || !/^export const meta = /m.test(text)
    })
    expect(bare.map((file) => path.relative(APP, file))).toEqual([])
  })

  test('behavior: all webhooks share one route', () => {
    const routes = listFiles(ROUTES).map((file) => path.basename(file))
    expect(routes.filter((name) => name.startsWith('webhooks'))).toEqual(['webhooks.$.ts'])
  })

  test('behavior: ARCHITECTURE.md draws exactly these arrows', () => {
    const drawn = readPicture()
    const held = new Map(
      Object.entries(ROOMS).map(([room, { rooms }]) => [
        formatRoom(room),
        new Set(rooms.map(formatRoom).filter((one) => one !== formatRoom(room))),
      ]),
    )
    expect(drawn).toEqual(held)
  })
})

/**
 * Format a room as the picture spells it: without its suffix, and from the repository's root if it lies outside app/.
 */
function formatRoom(room: string): string {
  return room.replace(/^\.\.\//, '').replace(/\.tsx?$/, '')
}

/**
 * Read the arrows of the picture: `name = room · room` names a group, `room · group ─► room · group` lets them import.
 */
function readPicture(): Map<string, Set<string>> {
  const picture = /```rooms\n([\s\S]*?)```/.exec(readFileSync('ARCHITECTURE.md', 'utf8'))?.[1] ?? ''
  const split = (names: string) => names.split('·').flatMap((name) => name.trim() || [])
  const groups = new Map(
    [...picture.matchAll(/^(\w+) += (.+)$/gm)].map(([, name = '', rooms = '']) => [name, split(rooms)]),
  )
  const expand = (names: string) => split(names).flatMap((name) => groups.get(name) ?? [name])
  const arrows = new Map<string, Set<string>>()
  for (const [, from = '', to = ''] of picture.matchAll(/^(?:\w+| ) +(\S.*?) *─►(.*)$/gm)) {
    for (const room of expand(from)) {
      const targets = [...(arrows.get(room) ?? []), ...expand(to)]
      arrows.set(room, new Set(targets.filter((target) => target !== room)))
    }
  }
  return arrows
}
