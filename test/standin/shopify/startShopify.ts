import { randomUUID } from 'node:crypto'
import type { Server } from 'node:http'
import { fileURLToPath } from 'node:url'
import { serve } from '@hono/node-server'
import { print } from 'graphql'
import type { Hono } from 'hono'
import { formatOrigin } from '../processes/formatOrigin.ts'
import { type StartAdminResult, startAdmin } from './admin/startAdmin.ts'
import { listFunctionHandles } from './checkout/listFunctionHandles.ts'
import { type FunctionExtension, loadFunctionExtension } from './checkout/loadFunctionExtension.ts'
import { createLiquid } from './liquid/createLiquid.ts'
import { type ShopSeed, seedShop } from './seedShop.ts'
import { createState, type StandinShop, type StandinState, type StandinValidation } from './state.ts'
import type { AppProxy } from './storefront/context.ts'
import { createStorefront } from './storefront/createStorefront.ts'
import { readSubscriptions } from './webhooks/readSubscriptions.ts'

export type StartShopifyParameters = {
  host: string
  /** Origin of the app, which need not run yet. */
  appOrigin: string
  apiKey: string
  apiSecret: string
  /** Port of the first shop's storefront; further shops take free ports. 0 takes a free one. */
  storefrontPort: number
  adminPort: number
  tunnelPort?: number
  shops: readonly ShopSeed[]
  proxy?: AppProxy
  appId?: string
  /** URL of a script in the head of every storefront page, such as a demo's wallets. */
  walletScriptUrl?: string
  /** More HTML for the head of a shop's pages. */
  headHtml?: (shop: StandinShop) => string
  /** The theme app extension as deployed; default: the repository's folder. Its name is the handle. */
  extensionDir?: string
  validations?: readonly StandinValidation[]
}

export type StartShopifyResult = Omit<StartAdminResult, 'close'> & {
  /** Origins by myshopify domain. */
  storefronts: Record<string, string>
  state: StandinState
  /** Deploy a Function again, as it is built now. @throws Error if Shopify would refuse it; the old one stays then. */
  deployFunction: (handle: string) => Promise<void>
  close: () => Promise<void>
}

/**
 * Starts the stand-in Shopify: a storefront and checkout for each shop, and the admin.
 *
 * @throws Error when a Function is not built, and with `code` EADDRINUSE when a port is in use; it stops what it
 * started.
 */
export async function startShopify(parameters: StartShopifyParameters): Promise<StartShopifyResult> {
  const { host, appOrigin, apiKey, apiSecret, appId = '291734560769' } = parameters
  const proxy = parameters.proxy ?? { subpath: 'palisade', target: '/proxy' }
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
  try {
    const storefronts: Record<string, string> = {}
    for (const [at, seed] of parameters.shops.entries()) {
      const door = await openDoor({ host, port: at === 0 ? parameters.storefrontPort : 0 })
      closers.push(door.close)
      const shop = seedShop({ state, seed, storefrontOrigin: door.origin })
      for (const validation of parameters.validations ?? [])
        shop.validations.set(validation.id, { ...validation })
      const script = parameters.walletScriptUrl
      const headHtml = [
        script ? `<script src="${script}"></script>` : '',
        parameters.headHtml?.(shop) ?? '',
      ].join('')
      door.serve(
        createStorefront({
          state,
          shop,
          functions,
          signIns: new Map(),
          engine: createLiquid({
            shop,
            roots: [fileURLToPath(new URL('storefront/theme', import.meta.url))],
          }),
          extensionDir: parameters.extensionDir ?? EXTENSION_DIR,
          headHtml,
          appOrigin,
          apiSecret,
          proxy,
        }),
      )
      storefronts[shop.myshopifyDomain] = door.origin
    }
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
    return { ...admin, storefronts, state, deployFunction, close }
  } catch (error) {
    await close()
    throw error
  }
}

const EXTENSION_DIR = fileURLToPath(new URL('../../../extensions/gate-block', import.meta.url))

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
