import { randomUUID } from 'node:crypto'
import type { Server } from 'node:http'
import { fileURLToPath } from 'node:url'
import { serve } from '@hono/node-server'
import { print } from 'graphql'
import type { Hono } from 'hono'
import { formatOrigin } from '../processes/formatOrigin.ts'
import { setKeepAlive } from '../processes/setKeepAlive.ts'
import { type StartAdminResult, startAdmin } from './admin/startAdmin.ts'
import { checkDeploy, readDeploy } from './checkDeploy.ts'
import { listFunctionHandles } from './checkout/listFunctionHandles.ts'
import { type FunctionExtension, loadFunctionExtension } from './checkout/loadFunctionExtension.ts'
import { type DeployKnobs, EXPECTED_DEPLOY_KNOBS, type Knobs } from './knobs.ts'
import { type ShopSeed, seedShop } from './seedShop.ts'
import { createState, type StandinShop, type StandinState, type StandinValidation } from './state.ts'
import type { AppProxy, StorefrontContext } from './storefront/context.ts'
import { createStorefront } from './storefront/createStorefront.ts'
import { createThemes } from './storefront/createThemes.ts'
import { readSubscriptions } from './webhooks/readSubscriptions.ts'

export type StartShopifyParameters = {
  host: string
  /** Origin of the app, which need not run yet. */
  appOrigin: string
  apiKey: string
  apiSecret: string
  /** Port of the first shop's storefront; other shops take free ports. 0 takes a free one. */
  storefrontPort: number
  adminPort: number
  tunnelPort?: number
  shops: readonly ShopSeed[]
  proxy?: AppProxy
  appId?: string
  /** More HTML for the head of the shops' pages, such as a demo's wallets. */
  headHtml?: string
  /** The theme app extension as deployed; default: the repository's folder. Its name is the handle. */
  extensionDir?: string
  validations?: readonly StandinValidation[]
  /** What every shop answers to questions that only a live shop can settle. */
  knobs?: Partial<Knobs>
  /** What Shopify answers at the deploy. */
  deployKnobs?: Partial<DeployKnobs>
}

export type StartShopifyResult = Omit<StartAdminResult, 'close'> & {
  state: StandinState
  /** Opens one more shop, on a free port. */
  addShop: (seed: ShopSeed) => Promise<StandinShop>
  /** Deploy a Function again, as it is built now. @throws Error if Shopify would refuse it; the old one stays then. */
  deployFunction: (handle: string) => Promise<void>
  close: () => Promise<void>
}

/**
 * Starts the stand-in Shopify: a storefront and checkout for each shop, and the admin.
 *
 * @throws Error when Shopify would refuse the deploy, when a Function is not built, and with `code` EADDRINUSE when a port is in use; it stops what it
 * started.
 */
export async function startShopify(parameters: StartShopifyParameters): Promise<StartShopifyResult> {
  const { host, appOrigin, apiKey, apiSecret, appId = '291734560769' } = parameters
  const deployKnobs = { ...EXPECTED_DEPLOY_KNOBS, ...parameters.deployKnobs }
  const refused = checkDeploy({ ...(await readDeploy()), knobs: deployKnobs })
  if (refused.length > 0) throw new Error(`Shopify refuses the deploy. ${refused.join(' ')}`)
  const functions = await loadFunctions()
  const state = createState({
    appId,
    functions: [...functions.values()].map((extension) => ({ id: randomUUID(), ...describe(extension) })),
  })
  const deployFunction = async (handle: string) => {
    const extension = await loadFunctionExtension({ handle })
    functions.set(handle, extension)
    const listed = state.functions.find((each) => each.handle === handle)
    if (listed) Object.assign(listed, describe(extension))
  }
  const closers: (() => Promise<void>)[] = []
  const close = async () => {
    await Promise.all(closers.splice(0).map((stop) => stop()))
  }
  const openShop = async (seed: ShopSeed, port: number): Promise<StandinShop> => {
    const door = await openDoor({ host, port })
    closers.push(door.close)
    const knobs = { ...parameters.knobs, ...seed.knobs }
    const shop = seedShop({ state, seed: { ...seed, knobs }, storefrontOrigin: door.origin })
    for (const validation of parameters.validations ?? [])
      shop.validations.set(validation.id, { ...validation })
    door.serve(serveShop({ parameters, state, shop, functions }))
    return shop
  }
  try {
    for (const [at, seed] of parameters.shops.entries())
      await openShop(seed, at === 0 ? parameters.storefrontPort : 0)
    const { close: closeAdmin, ...admin } = await startAdmin({
      host,
      port: parameters.adminPort,
      tunnelPort: parameters.tunnelPort,
      appOrigin,
      state,
      apiKey,
      apiSecret,
      appId,
    })
    closers.push(closeAdmin)
    state.webhooks.subscriptions = await readSubscriptions()
    state.webhooks.deliver = admin.sendWebhook
    return { ...admin, state, addShop: (seed) => openShop(seed, 0), deployFunction, close }
  } catch (error) {
    await close()
    throw error
  }
}

const EXTENSION_DIR = fileURLToPath(new URL('../../../extensions/gate-block', import.meta.url))

/** Makes the application of a shop's storefront. */
function serveShop({
  parameters,
  ...opened
}: { parameters: StartShopifyParameters } & Pick<StorefrontContext, 'state' | 'shop' | 'functions'>): Hono {
  const { appOrigin, apiKey, apiSecret, headHtml = '' } = parameters
  return createStorefront({
    ...opened,
    signIns: new Map(),
    themes: createThemes({ shop: opened.shop }),
    extensionDir: parameters.extensionDir ?? EXTENSION_DIR,
    headHtml,
    appOrigin,
    apiKey,
    apiSecret,
    proxy: parameters.proxy ?? { subpath: 'palisade', target: '/proxy' },
  })
}

/** What the Admin API says of a Function. */
function describe({ handle, title, kind: apiType, apiVersion, targets }: FunctionExtension) {
  return { handle, title, apiType, apiVersion, inputQuery: targets[0] && print(targets[0].query) }
}

async function loadFunctions(): Promise<Map<string, FunctionExtension>> {
  const functions = new Map<string, FunctionExtension>()
  for (const handle of await listFunctionHandles()) {
    functions.set(handle, await loadFunctionExtension({ handle }))
  }
  if (functions.size === 0) throw new Error('extensions/ has no Function that the stand-in can deploy.')
  return functions
}

type Door = { origin: string; serve: (app: Hono) => void; close: () => Promise<void> }

/** Opens a port before its application exists, because a shop has to know its own address. */
function openDoor({ host, port }: { host: string; port: number }): Promise<Door> {
  return new Promise((resolve, reject) => {
    let app: Hono | null = null
    const server = serve(
      {
        fetch: (request, env) => app?.fetch(request, env) ?? new Response('Not open yet', { status: 503 }),
        hostname: host,
        port,
        overrideGlobalObjects: false,
      },
      (info) => {
        setKeepAlive(server as Server)
        resolve({
          origin: formatOrigin({ host, port: info.port }),
          serve: (given) => {
            app = given
          },
          close: () => stop(server as Server),
        })
      },
    )
    server.once('error', reject)
  })
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
