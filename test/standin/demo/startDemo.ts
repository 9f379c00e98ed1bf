import { randomBytes } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import { isIPv4 } from 'node:net'
import path from 'node:path'
import { SetupError } from '../../../app/core/errors/base.ts'
import { claimLock } from '../../../app/db/lock/claimLock.ts'
import { buildAll, buildParts } from '../../../scripts/buildAll.ts'
import { writeWhole } from '../../../scripts/writeWhole.ts'
import { type StandInChains, startChains } from '../chains/startChains.ts'
import { findFreePort, requirePorts } from '../processes/findPorts.ts'
import { formatOrigin } from '../processes/formatOrigin.ts'
import type { Knobs } from '../shopify/knobs.ts'
import { type StartShopifyResult, startShopify } from '../shopify/startShopify.ts'
import type { StandinShop } from '../shopify/state.ts'
import { bundleWallets } from './bundleWallets.ts'
import { composeFacts, type DemoFacts, loadShop } from './composeFacts.ts'
import { deployBlock } from './deployBlock.ts'
import { fillStore, openStore, type StoreFacts } from './openStore.ts'
import { type Merchant, requestAdmin } from './requestAdmin.ts'
import { copyShops, demoShops, type ShopPair } from './shops.ts'
import type { RunningApp, StartAppParameters } from './startApp.ts'
import { startApps } from './startApps.ts'
import { BLOCK, watchParts } from './watchParts.ts'

export type StartDemoParameters = {
  readonly host: string
  /**
   * Port of the app; the storefront takes the next one, Shopify's admin the one after, and the store at BigCommerce the
   * fourth. 0: free ports.
   */
  readonly port: number
  /** Folder for `demo.json`. The database is in its `demo/` folder, which is emptied first. */
  readonly dataDir: string
  /** Called with a sentence for people at each step. */
  readonly say: (sentence: string) => void
  /** Called when a part exits by itself; the demo is broken then. */
  readonly onDeath: (sentence: string) => void
  /** Several servers on one PostgreSQL, behind a balancer. Absent: one server on the embedded database. */
  readonly cluster?: { readonly databaseUrl: string; readonly servers: number }
  /** Starts each server in a root of its own; default: the build in this folder. */
  readonly command?: StartAppParameters['command']
  /** Leave the store at BigCommerce out. */
  readonly hasNoStore?: boolean
  /** Write none of the servers' logs. */
  readonly isQuiet?: boolean
  /** Serve the app's sources, and rebuild what else changes. */
  readonly isWatched?: boolean
  /** Changes the app's variables, e.g. to stand between it and Shopify or a chain. */
  readonly changeEnv?: (env: Readonly<Record<string, string>>) => Promise<Record<string, string>>
  /** What the shops answer to questions that only a live shop can settle. */
  readonly knobs?: Partial<Knobs>
}

export type RunningDemo = {
  readonly facts: DemoFacts
  /** The first shop, in the stand-in. */
  readonly shop: StandinShop
  /** The first shop's merchant, with the secret with which Shopify signs. */
  readonly merchant: Merchant
  readonly shopify: StartShopifyResult
  readonly chains: StandInChains
  /** The only server, or the first of several. */
  readonly app: RunningApp
  readonly servers: readonly RunningApp[]
  /** Send the app a request of the merchant's browser; by default for the demo's shop. */
  readonly requestAdmin: (parameters: {
    path: string
    body?: unknown
    shop?: string
    /** One of several servers; by default the balancer chooses. */
    server?: RunningApp
  }) => Promise<Response>
  /** Open two more shops like the first two, with gates and a project of their own: the demo as these shops see it. */
  readonly addShops: () => Promise<RunningDemo>
  readonly close: () => Promise<void>
}

const API_KEY = 'palisade-demo'

/**
 * Start everything on this machine: chains, stand-in Shopify, the built app, a shop with its gates. If a part fails, it
 * stops the others.
 *
 * @throws Error with a sentence, e.g. naming the port that is in use.
 */
export async function startDemo(parameters: StartDemoParameters): Promise<RunningDemo> {
  const { host, dataDir, say, isWatched = false } = parameters
  const ports = await choosePorts(parameters)
  const factsFile = path.join(dataDir, 'demo.json')
  await mkdir(dataDir, { recursive: true })
  const release = await claimLock({
    file: path.join(dataDir, 'demo.lock'),
    holds: 'The demo of this folder',
  }).catch(throwLocked)
  const closers: (() => unknown)[] = [release]
  let readLogs = () => ''
  const close = async () => {
    await rm(factsFile, { force: true })
    for (const stop of closers.splice(0).reverse()) await stop()
  }
  try {
    await rm(factsFile, { force: true })
    await rm(path.join(dataDir, 'demo'), { recursive: true, force: true })
    await mkdir(path.join(dataDir, 'demo'), { recursive: true })
    say('Building everything that is older than its sources …')
    await (isWatched ? buildParts() : buildAll())
    const blockDir = path.join(dataDir, 'demo', path.basename(BLOCK))
    if (isWatched) deployBlock({ from: BLOCK, to: blockDir })
    say('Starting four chains and the stores …')
    const chains = await startChains({
      withApeChain: true,
      host: isIPv4(host) ? host : '127.0.0.1',
      onDeath: parameters.onDeath,
    })
    closers.push(chains.close)
    const { ethereum, solana } = chains.chains
    const wallets = await bundleWallets({ evm: ethereum.wallets, solana: solana.wallets })
    const headHtml = `<script>${wallets.replaceAll('</script', '<\\/script')}</script>`
    const appOrigin = formatOrigin({ host, port: ports.app })
    const store = parameters.hasNoStore
      ? null
      : await openStore({ host, port: ports.store, appOrigin, headHtml })
    if (store) closers.push(store.close)
    const secret = randomBytes(24).toString('hex')
    const shopify = await openShops({
      host,
      ports,
      secret,
      headHtml,
      ...(parameters.knobs && { knobs: parameters.knobs }),
      ...(isWatched && { extensionDir: blockDir }),
    })
    closers.push(shopify.close)
    say('Starting the app. It makes its database first, which may take half a minute …')
    const plainEnv = {
      ...appEnvironment({ shopify, chains, secret, databaseDir: path.join(dataDir, 'demo') }),
      PALISADE_URL: appOrigin,
      ...store?.env,
      ...(parameters.cluster && { DATABASE_URL: parameters.cluster.databaseUrl }),
    }
    const { servers, close: closeApps } = await startApps({
      host,
      count: parameters.cluster?.servers ?? 1,
      port: ports.app,
      isWatched,
      ...(parameters.command && { command: parameters.command }),
      ...(parameters.isQuiet && { isQuiet: true }),
      onDeath: parameters.onDeath,
      env: (await parameters.changeEnv?.(plainEnv)) ?? plainEnv,
    })
    closers.push(closeApps)
    if (parameters.isQuiet) readLogs = () => servers.map((server) => server.output().slice(-4_000)).join('\n')
    say('Installing the app, creating gates and an API project …')
    const merchant = { appOrigin, apiKey: API_KEY, apiSecret: secret }
    const bigCommerce = store && (await fillStore({ store, merchant, chains: chains.chains }))
    const running = { shopify, chains, bigCommerce, app: servers[0], servers, close }
    const demo = await openFor(running, { pair: demoShops, merchant })
    if (isWatched) closers.push(watchParts({ blockDir, deployFunction: shopify.deployFunction, say }))
    writeWhole(factsFile, Buffer.from(`${JSON.stringify(demo.facts, null, 2)}\n`))
    return demo
  } catch (error) {
    console.error(readLogs())
    await close()
    throw error
  }
}

function throwLocked(error: unknown): never {
  if (!(error instanceof SetupError)) throw error
  const advice = 'Stop it with Ctrl-C in its terminal, or open the addresses in .data/demo.json.'
  throw new Error(`${error.message} ${advice}`, { cause: error })
}

type Running = Pick<RunningDemo, 'shopify' | 'chains' | 'app' | 'servers' | 'close'> & {
  readonly bigCommerce: StoreFacts | null
}

/** Make the gates of two open shops, and return the demo as these shops see it. */
async function openFor(
  running: Running,
  { pair, merchant }: { pair: ShopPair; merchant: Omit<Merchant, 'myshopifyDomain'> },
): Promise<RunningDemo> {
  const { shopify } = running
  const { myshopifyDomain } = pair.harbor
  const facts = await composeFacts({ ...running, merchant, pair })
  const { bigCommerce: _, ...parts } = running
  return {
    ...parts,
    facts,
    shop: loadShop(shopify, myshopifyDomain),
    merchant: { ...merchant, myshopifyDomain },
    requestAdmin: ({ shop = myshopifyDomain, server, ...request }) =>
      requestAdmin(
        { ...merchant, appOrigin: server?.origin ?? merchant.appOrigin, myshopifyDomain: shop },
        request,
      ),
    addShops: async () => {
      const copy = copyShops(shopify.state.shops.size)
      await shopify.addShop(copy.harbor)
      await shopify.addShop(copy.quay)
      return openFor(running, { pair: copy, merchant })
    },
  }
}

type Ports = {
  readonly app: number
  readonly storefront: number
  readonly admin: number
  readonly store: number
}

async function choosePorts({ host, port }: StartDemoParameters): Promise<Ports> {
  if (port === 0) {
    return {
      app: await findFreePort(host),
      storefront: await findFreePort(host),
      admin: await findFreePort(host),
      store: await findFreePort(host),
    }
  }
  await requirePorts({ host, ports: [port, port + 1, port + 2, port + 3] })
  return { app: port, storefront: port + 1, admin: port + 2, store: port + 3 }
}

async function openShops({
  host,
  ports,
  secret,
  headHtml,
  knobs,
  extensionDir,
}: {
  host: string
  ports: Ports
  secret: string
  headHtml: string
  knobs?: Partial<Knobs>
  extensionDir?: string
}): Promise<StartShopifyResult> {
  return startShopify({
    host,
    appOrigin: formatOrigin({ host, port: ports.app }),
    apiKey: API_KEY,
    apiSecret: secret,
    storefrontPort: ports.storefront,
    adminPort: ports.admin,
    shops: [demoShops.harbor, demoShops.quay],
    ...(knobs && { knobs }),
    ...(extensionDir && { extensionDir }),
    headHtml,
  })
}

function appEnvironment({
  shopify,
  chains,
  secret,
  databaseDir,
}: {
  shopify: StartShopifyResult
  chains: StandInChains
  secret: string
  databaseDir: string
}): Record<string, string> {
  const rpc = Object.entries(chains.chains).map(([slug, chain]) => [
    `RPC_URL_${slug.toUpperCase().replace(':', '_')}`,
    chain.rpcUrl,
  ])
  return {
    SHOPIFY_APP_URL: shopify.tunnelUrl,
    SHOPIFY_API_KEY: API_KEY,
    SHOPIFY_API_SECRET: secret,
    APP_BRIDGE_URL: shopify.appBridgeUrl,
    STANDIN_SHOPIFY_ORIGIN: shopify.graphqlOrigin,
    PALISADE_SECRET: randomBytes(32).toString('hex'),
    DATA_DIR: databaseDir,
    // All shoppers of the demo share this machine's address, so the limits are raised.
    RATE_LIMIT_FACTOR: '1000',
    // Receivers of messages run on this machine.
    LOCAL_WEBHOOKS: '1',
    ...Object.fromEntries(rpc),
  }
}
