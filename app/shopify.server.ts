import '@shopify/shopify-app-remix/adapters/node'
import { setAbstractFetchFunc } from '@shopify/shopify-api/runtime'
import { ApiVersion, AppDistribution, LogSeverity, shopifyApp } from '@shopify/shopify-app-remix/server'
import type { AdminCaller, AdminDoor } from './admin/adminRoute.ts'
import { answerError } from './answerError.ts'
import {
  findNamedStore,
  findStoreMember,
  findStoreSession,
  formatStorePolicy,
  openStoreApis,
} from './bigcommerce.server.ts'
import {
  adminContext,
  alone,
  hookDoor,
  picketDoor,
  publicContext,
  sessionStorage,
  writeShopFault,
} from './context.server.ts'
import { AccessError, PalisadeError, UpstreamError } from './core/errors/base.ts'
import { isShopDomain } from './core/gate/isShopDomain.ts'
import type { ShopId } from './core/gate/types.ts'
import { env } from './env.server.ts'
import { addSite } from './flows/api/addSite.ts'
import { authorizeGates } from './flows/api/authorizeGates.ts'
import { authorizeStorefront } from './flows/api/authorizeStorefront.ts'
import type { FlowContext } from './flows/context.ts'
import { ensureShop } from './flows/shops/ensureShop.ts'
import { installShop } from './flows/shops/installShop.ts'
import { updateStaffName } from './flows/shops/updateStaffName.ts'
import { log } from './log/log.ts'
import type { GateDoor } from './picket/gates/gateRoute.ts'
import type { StorefrontDoor } from './picket/storefront/storefrontRoute.ts'
import { createTimedFetch } from './shopify/createTimedFetch.ts'
import { formatFramePolicy } from './shopify/formatFramePolicy.ts'
import { readStaffName } from './shopify/readStaffName.ts'
import type { AdminGraphql } from './shopify/runOperation.ts'
import { type VerifySessionTokenResult, verifySessionToken } from './shopify/verifySessionToken.ts'

/** Version of Shopify's APIs that every request asks for. */
const API_VERSION = ApiVersion.October26
const SCOPES =
  'read_products,write_products,write_discounts,write_validations,write_app_proxy,read_orders,write_orders'

/** A merchant waits for the answer. Shopify itself ends an operation sooner. */
const ANSWER_MS = 20_000
/** Pages only say whether a permission is there. They say sooner that they do not know. */
const SCOPES_MS = 5_000
// After the adapter, which sets its own.
setAbstractFetchFunc(createTimedFetch({ fetch: globalThis.fetch, mostMs: ANSWER_MS }))

function openShopify({ appUrl, apiKey, apiSecret }: NonNullable<typeof env.shopify>) {
  return shopifyApp({
    apiKey,
    apiSecretKey: apiSecret,
    apiVersion: API_VERSION,
    scopes: SCOPES.split(','),
    appUrl,
    authPathPrefix: '/auth',
    sessionStorage,
    distribution: AppDistribution.AppStore,
    // The library logs URL parameters unescaped.
    logger: { log: writeLog },
    future: { unstable_newEmbeddedAuthStrategy: true, expiringOfflineAccessTokens: true },
    hooks: {
      // Runs at install and when a shop gets a new token, so that the shop is stored before its first page.
      afterAuth: async ({ admin }) => {
        await installShop(adminContext({ admin }))
      },
    },
  })
}

function writeLog(severity: LogSeverity, message: string): void {
  if (severity === LogSeverity.Error) log.error(message)
  else if (severity === LogSeverity.Warning) log.warn(message)
  else log.debug(message)
}

const shopify = env.shopify && openShopify(env.shopify)

/** Get Shopify's library. @throws a 404 response if this server runs the API alone */
function loadShopify() {
  if (shopify) return shopify
  throw new Response(
    'This server serves only the API. To serve a shop, set SHOPIFY_APP_URL, SHOPIFY_API_KEY and SHOPIFY_API_SECRET.',
    {
      status: 404,
      headers: { 'content-type': 'text/plain; charset=utf-8' },
    },
  )
}

/** The library replaces a token in its last five minutes; this adds one minute. */
const TOKEN_SPARE_MS = 6 * 60 * 1000

/**
 * Run a call that may replace a shop's token, one caller of all processes at a time. If two replaced it at once, one
 * might store a pair that Shopify has forgotten, and nothing would work until staff open the app.
 */
async function runWithToken<T>(myshopifyDomain: string, run: () => Promise<T>): Promise<T> {
  const session = await sessionStorage.loadSession(`offline_${myshopifyDomain}`)
  const isSafe = session !== undefined && !session.isExpired(TOKEN_SPARE_MS)
  return isSafe ? run() : alone(`token ${myshopifyDomain}`, run)
}

type OpenShopApisParameters = {
  readonly myshopifyDomain: string
  /** Called before each request to Shopify; throws if the job may be another process's. */
  readonly requireLock?: () => void
}

/** A shop's APIs with its stored offline token, which is loaded only when Shopify is called. */
export function openShopApis({ myshopifyDomain, requireLock }: OpenShopApisParameters) {
  return {
    admin: {
      graphql: async (document: string, options?: Parameters<AdminGraphql>[1]) => {
        const { admin } = await runWithToken(myshopifyDomain, () =>
          loadShopify().unauthenticated.admin(myshopifyDomain),
        )
        requireLock?.()
        return admin.graphql(document, options)
      },
    },
    storefront: async (document: string, options?: Parameters<AdminGraphql>[1]) => {
      const { storefront } = await runWithToken(myshopifyDomain, () =>
        loadShopify().unauthenticated.storefront(myshopifyDomain),
      )
      requireLock?.()
      return storefront.graphql(document, options)
    },
  } satisfies Parameters<typeof adminContext>[0]
}

/** All ports for a shop that a signed webhook or a job names. Its domain says which platform it is on. */
export function shopContext(parameters: OpenShopApisParameters): ReturnType<typeof adminContext> {
  return adminContext(openStoreApis(parameters) ?? openShopApis(parameters))
}

/** Authorizes programs that manage the gates of a shop over the API. */
export const gateDoor: GateDoor<FlowContext> = {
  ...picketDoor,
  enterGates: async (caller) => {
    const entered = await authorizeGates(publicContext, caller)
    return { ...entered, ctx: shopContext(entered) }
  },
}

/** Lets the pages of a headless storefront open the shop's gates. */
export const storefrontDoor: StorefrontDoor<FlowContext> = {
  ...picketDoor,
  enterStorefront: async (caller) => {
    const entered = await authorizeStorefront(publicContext, caller)
    return { ...entered, ctx: addSite(shopContext(entered), entered.site) }
  },
}

/** Read which version of the Admin API Shopify answers with; `answered` is null if it does not say. */
export async function readApiVersions({
  myshopifyDomain,
}: {
  myshopifyDomain: string
}): Promise<{ readonly asked: string; readonly answered: string | null }> {
  const { admin } = openShopApis({ myshopifyDomain })
  const answer = (await (await admin.graphql('query ReadVersion { __typename }')).json()) as {
    headers?: Readonly<Record<string, unknown>>
  }
  const [, value] =
    Object.entries(answer.headers ?? {}).find(([name]) => name.toLowerCase() === 'x-shopify-api-version') ??
    []
  // Shopify's library turns each header into a list.
  const [version] = [value].flat()
  return { asked: API_VERSION, answered: typeof version === 'string' ? version : null }
}

/** Verify a request's session token by our own rules, which are stricter than the library's. */
function checkToken(request: Request): VerifySessionTokenResult {
  const apiKey = env.shopify?.apiKey ?? ''
  return verifySessionToken({ ...hookDoor, request, apiKey, now: hookDoor.now() })
}

/** Text that the library refuses like any bad token. */
const NO_TOKEN = 'refused'

/** Copy a request for the library: with the verified token, or with one that it refuses. */
function setCheckedToken(request: Request, checked: VerifySessionTokenResult): Request {
  if (checked.kind === 'none') return request
  const token = checked.kind === 'good' ? checked.token : NO_TOKEN
  const headers = new Headers(request.headers)
  const url = new URL(request.url)
  if (headers.has('authorization')) headers.set('authorization', `Bearer ${token}`)
  if (url.searchParams.has('id_token')) url.searchParams.set('id_token', token)
  // Without the body: the library does not read it.
  return new Request(url, { method: request.method, headers, signal: request.signal })
}

/** Authenticates requests of the embedded admin. The shop is stored when `enter` returns. */
export const adminDoor: AdminDoor<FlowContext> = {
  enter: async (request) => {
    const session = findStoreSession(request)
    return session === null ? authenticateShopify(request) : authenticateStore({ request, session })
  },
  writeFault: writeShopFault,
}

/** @throws {Response} 401 for a session that has ended: the page says to open the app again */
async function authenticateStore({
  request,
  session,
}: {
  request: Request
  session: string
}): Promise<AdminCaller<FlowContext>> {
  const [member, named] = [await findStoreMember(session), findNamedStore(request)]
  // A frame of one store must not show another one's pages.
  if (!member || (named !== null && named !== member.myshopifyDomain)) throw answerError(endedSession())
  const { myshopifyDomain, userId } = member
  return { ctx: shopContext({ myshopifyDomain }), myshopifyDomain, actor: `staff:${userId}` }
}

function endedSession(): AccessError {
  return new AccessError('ERR_CALLBACK_USED', 'This session has ended.', {
    hint: 'Open Palisade again under Apps in the control panel.',
  })
}

async function authenticateShopify(request: Request): Promise<AdminCaller<FlowContext>> {
  const checked = checkToken(request)
  const authenticate = () => loadShopify().authenticate.admin(setCheckedToken(request, checked))
  try {
    const { admin, session, sessionToken } = await (checked.kind === 'good'
      ? runWithToken(checked.myshopifyDomain, authenticate)
      : authenticate())
    const ctx = adminContext({ admin, scopesMs: SCOPES_MS })
    const shop = await ensureShop(ctx, { myshopifyDomain: session.shop })
    if (request.method !== 'GET' && checked.kind === 'good')
      startStaffUpdate(ctx, { ...checked, shopId: shop.id, userId: sessionToken.sub })
    return { ctx, myshopifyDomain: session.shop, actor: `staff:${sessionToken.sub}` }
  } catch (error) {
    if (error instanceof PalisadeError) throw answerError(error)
    // The library answers so, without a word, if Shopify gives it no token.
    if (error instanceof Response && error.status >= 500) throw answerError(missingToken())
    // The library's own pages allow more sites to frame them than the shop's admin.
    if (error instanceof Response && error.headers.has('content-security-policy')) {
      error.headers.set('content-security-policy', formatFramePolicy(findFramingShop(request)))
    }
    throw error
  }
}

/** Store the name of the member of the staff who changes something, beside the request: no save waits for it. */
function startStaffUpdate(
  ctx: FlowContext,
  parameters: { shopId: ShopId; myshopifyDomain: string; userId: string; token: string },
): void {
  const { shopId, myshopifyDomain, userId, token } = parameters
  const { apiKey = '', apiSecret = '' } = env.shopify ?? {}
  const readName = () => readStaffName({ myshopifyDomain, userId, token, apiKey, apiSecret })
  updateStaffName(ctx, { shopId, userId, readName }).catch((error: unknown) =>
    log.warn(
      'Could not store the name of a member of the staff.',
      error instanceof PalisadeError ? { code: error.code } : {},
    ),
  )
}

function missingToken(): UpstreamError {
  return new UpstreamError('ERR_SHOPIFY_REQUEST', 'Shopify gave this server no access to the shop.', {
    hint: 'Try again in a moment. If it stays so, let the person who runs this server check SHOPIFY_API_KEY and SHOPIFY_API_SECRET.',
  })
}

/** Find the shop whose admin may frame a response: the token's, else the URL's; null if neither names one. */
function findFramingShop(request: Request): string | null {
  const checked = checkToken(request)
  if (checked.kind === 'good') return checked.myshopifyDomain
  const named = new URL(request.url).searchParams.get('shop') ?? ''
  return isShopDomain(named) ? named : null
}

export const login = (request: Request) => loadShopify().login(request)

/** Set headers of an admin page: only its shop's admin may frame it, and App Bridge is preloaded. */
export function setAdminHeaders(request: Request, headers: Headers): void {
  const store = findNamedStore(request)
  if (store !== null && env.bigCommerce) {
    headers.set('referrer-policy', 'no-referrer')
    headers.set('content-security-policy', formatStorePolicy({ store, loginUrl: env.bigCommerce.loginUrl }))
    return
  }
  const shop = findFramingShop(request)
  headers.set('content-security-policy', formatFramePolicy(shop))
  // No preload if App Bridge comes from another address.
  if (shop !== null && !env.APP_BRIDGE_URL) headers.set('link', APP_BRIDGE_PRELOAD)
}

const APP_BRIDGE_PRELOAD = '<https://cdn.shopify.com/shopifycloud/app-bridge.js>; rel="preload"; as="script";'
