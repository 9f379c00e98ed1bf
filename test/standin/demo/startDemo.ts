import { randomBytes } from 'node:crypto'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { isIPv4 } from 'node:net'
import path from 'node:path'
import { takeLock } from '../../../app/db/lock/takeLock.ts'
import { buildApp } from '../../../scripts/buildApp.ts'
import { buildBlock } from '../../../scripts/buildBlock.ts'
import { buildClient } from '../../../scripts/buildClient.ts'
import { buildFunctions } from '../../../scripts/buildFunctions.ts'
import { type StandInChains, startChains } from '../chains/startChains.ts'
import { findFreePort, requirePorts } from '../processes/findPorts.ts'
import { formatOrigin } from '../processes/formatOrigin.ts'
import { type StartShopifyResult, startShopify } from '../shopify/startShopify.ts'
import { bundleWallets } from './bundleWallets.ts'
import { deployBlock } from './deployBlock.ts'
import { type Merchant, requestAdmin } from './requestAdmin.ts'
import { type SeededGate, seedGates } from './seedGates.ts'
import { seedProject } from './seedProject.ts'
import { harborShop, otherShop } from './shops.ts'
import type { RunningApp } from './startApp.ts'
import { startApps } from './startApps.ts'
import { BLOCK, watchParts } from './watchParts.ts'

export type StartDemoParameters = {
  readonly host: string
  /** Port of the app; the storefront takes the next one, the admin the one after. 0: free ports. */
  readonly port: number
  /** Folder for `demo.json`. The database is in its `demo/` folder, which is emptied first. */
  readonly dataDir: string
  /** Called with a sentence for people at each step. */
  readonly say: (sentence: string) => void
  /** Called when a part exits by itself; the demo is broken then. */
  readonly onDeath: (sentence: string) => void
  /** Several servers on one PostgreSQL, behind a balancer. Absent: one server on the embedded database. */
  readonly cluster?: { readonly databaseUrl: string; readonly servers: number }
  /** Serve the app's sources, and rebuild what else changes. */
  readonly isWatched?: boolean
}

/** Content of `.data/demo.json`, for tools that talk to the demo. */
export type DemoFacts = {
  readonly storefront: string
  readonly admin: string
  readonly proxy: string
  readonly shop: string
  readonly chains: StandInChains['chains']
  readonly gates: readonly SeededGate[]
  /** Base URL of the API, without a trailing slash. */
  readonly api: string
  /** Keys of a project that allows the demo's own pages and every page on localhost. */
  readonly keys: { readonly publishable: string; readonly secret: string }
  /** A second shop with the same app, to show that its proofs are worthless in the first shop. */
  readonly otherShop: {
    readonly storefront: string
    readonly shop: string
    readonly gates: readonly SeededGate[]
  }
}
export type RunningDemo = {
  readonly facts: DemoFacts
  readonly shopify: StartShopifyResult
  readonly chains: StandInChains
  /** The only server, or the first of several. */
  readonly app: RunningApp
  readonly servers: readonly RunningApp[]
  /** The app's secret, with which Shopify signs. */
  readonly apiSecret: string
  /** Send the app a request of the merchant's browser; by default for the demo's shop. */
  readonly requestAdmin: (parameters: {
    path: string
    body?: unknown
    shop?: string
    /** One of several servers; by default the balancer chooses. */
    server?: RunningApp
  }) => Promise<Response>
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
  const release = await takeLock({ file: path.join(dataDir, 'demo.lock'), holds: 'The demo of this folder' })
  const closers: (() => unknown)[] = [release]
  const close = async () => {
    await rm(factsFile, { force: true })
    for (const stop of closers.splice(0).reverse()) await stop()
  }
  try {
    await rm(factsFile, { force: true })
    await rm(path.join(dataDir, 'demo'), { recursive: true, force: true })
    await mkdir(path.join(dataDir, 'demo'), { recursive: true })
    say('Building everything that is older than its sources …')
    await buildAll(parameters)
    const blockDir = path.join(dataDir, 'demo', path.basename(BLOCK))
    if (isWatched) deployBlock({ from: BLOCK, to: blockDir })
    say('Starting three chains, the store and the app …')
    const chains = await startChains({ host: isIPv4(host) ? host : '127.0.0.1', onDeath: parameters.onDeath })
    closers.push(chains.close)
    const secret = randomBytes(24).toString('hex')
    const shopify = await openShops({
      host,
      ports,
      secret,
      chains,
      ...(isWatched && { extensionDir: blockDir }),
    })
    closers.push(shopify.close)
    const { servers, close: closeApps } = await startApps({
      host,
      count: parameters.cluster?.servers ?? 1,
      port: ports.app,
      isWatched,
      onDeath: parameters.onDeath,
      env: {
        ...appEnvironment({ shopify, chains, secret, databaseDir: path.join(dataDir, 'demo') }),
        PALISADE_URL: formatOrigin({ host, port: ports.app }),
        ...(parameters.cluster && { DATABASE_URL: parameters.cluster.databaseUrl }),
      },
    })
    closers.push(closeApps)
    say('Installing the app, creating three gates and an API project …')
    const merchant = {
      appOrigin: formatOrigin({ host, port: ports.app }),
      apiKey: API_KEY,
      apiSecret: secret,
    }
    const facts = await composeFacts({ shopify, chains, merchant })
    if (isWatched) closers.push(watchParts({ blockDir, deployFunction: shopify.deployFunction, say }))
    await writeWhole(factsFile, `${JSON.stringify(facts, null, 2)}\n`)
    const ask: RunningDemo['requestAdmin'] = ({ shop, server, ...request }) => {
      const { appOrigin } = merchant
      const myshopifyDomain = shop ?? harborShop.myshopifyDomain
      return requestAdmin({ ...merchant, appOrigin: server?.origin ?? appOrigin, myshopifyDomain }, request)
    }
    return { facts, shopify, chains, app: servers[0], servers, apiSecret: secret, requestAdmin: ask, close }
  } catch (error) {
    await close()
    throw error
  }
}

type Ports = { readonly app: number; readonly storefront: number; readonly admin: number }

async function choosePorts({ host, port }: StartDemoParameters): Promise<Ports> {
  if (port === 0) {
    return {
      app: await findFreePort(host),
      storefront: await findFreePort(host),
      admin: await findFreePort(host),
    }
  }
  await requirePorts({ host, ports: [port, port + 1, port + 2] })
  return { app: port, storefront: port + 1, admin: port + 2 }
}

async function buildAll({ isWatched }: StartDemoParameters): Promise<void> {
  await buildBlock()
  await buildFunctions()
  // The app serves the client from public/, which is part of the app's build.
  await buildClient()
  if (!isWatched) await buildApp()
}

async function openShops({
  host,
  ports,
  secret,
  chains,
  extensionDir,
}: {
  host: string
  ports: Ports
  secret: string
  chains: StandInChains
  extensionDir?: string
}): Promise<StartShopifyResult> {
  const { ethereum, solana } = chains.chains
  const wallets = await bundleWallets({ evm: ethereum.wallets, solana: solana.wallets })
  return startShopify({
    host,
    appOrigin: formatOrigin({ host, port: ports.app }),
    apiKey: API_KEY,
    apiSecret: secret,
    storefrontPort: ports.storefront,
    adminPort: ports.admin,
    shops: [harborShop, otherShop],
    ...(extensionDir && { extensionDir }),
    headHtml: () => `<script>${wallets.replaceAll('</script', '<\\/script')}</script>`,
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
    `RPC_URL_${slug.toUpperCase()}`,
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
    ...Object.fromEntries(rpc),
  }
}

async function composeFacts({
  shopify,
  chains,
  merchant,
}: {
  shopify: StartShopifyResult
  chains: StandInChains
  merchant: Omit<Merchant, 'myshopifyDomain'>
}): Promise<DemoFacts> {
  const gates = await seedGates({ merchant, chains: chains.chains, shop: harborShop })
  const otherGates = await seedGates({ merchant, chains: chains.chains, shop: otherShop })
  const storefrontOf = (shop: string) => shopify.storefronts[shop] ?? ''
  const storefront = storefrontOf(harborShop.myshopifyDomain)
  const origins = [storefront, shopify.adminUrl, merchant.appOrigin]
  const keys = await seedProject({ merchant, shop: harborShop, origins })
  return {
    storefront,
    admin: shopify.adminUrl,
    proxy: `${storefront}/apps/palisade`,
    shop: harborShop.myshopifyDomain,
    chains: chains.chains,
    gates,
    api: `${merchant.appOrigin}/api/v1`,
    keys,
    otherShop: {
      storefront: storefrontOf(otherShop.myshopifyDomain),
      shop: otherShop.myshopifyDomain,
      gates: otherGates,
    },
  }
}

/** Atomic: a reader sees the whole file or none. */
async function writeWhole(file: string, text: string): Promise<void> {
  await writeFile(`${file}.new`, text)
  await rename(`${file}.new`, file)
}
