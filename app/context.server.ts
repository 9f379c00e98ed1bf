import {
  type CreateBigCommercePortParameters,
  createBigCommercePort,
} from './bigcommerce/createBigCommercePort.ts'
import { exchangeCode } from './bigcommerce/exchangeCode.ts'
import { readAccess } from './bigcommerce/readAccess.ts'
import { createReadStorePage } from './bigcommerce/readStorePage.ts'
import { openChains } from './chains/openChains.ts'
import { createCheckedLookup } from './chains/pictures/createCheckedLookup.ts'
import { isPublicAddress } from './chains/pictures/isPublicAddress.ts'
import { readOwnChains } from './chains/readOwnChains.ts'
import { composeMemoTransaction, createVerifyMemoTransaction } from './chains/solana/memo.ts'
import { setOwnChains } from './core/chain/ownChains.ts'
import type { Chain } from './core/chain/types.ts'
import { AccessError, UpstreamError } from './core/errors/base.ts'
import { platformOf } from './core/gate/platform.ts'
import { createCeiling } from './core/limit/createCeiling.ts'
import { createCourier } from './courier/createCourier.ts'
import { createFetchPage } from './courier/createFetchPage.ts'
import { createRandomHex } from './crypto/createRandomHex.ts'
import { readSignatureEngine, recoverEvmAddress, toChecksumAddress } from './crypto/evmSignature.ts'
import { listFlowSigners } from './crypto/flowSignature.ts'
import { createReceiverSecret, signMessage } from './crypto/messages.ts'
import { deriveProofKey, signProof } from './crypto/proofs.ts'
import {
  decryptSecret,
  encryptSecret,
  hashSecret,
  hmacSha256,
  isEqualInConstantTime,
} from './crypto/secrets.ts'
import { createSigningKey, createTokenSigner } from './crypto/signingKeys.ts'
import { verifyEd25519, verifySolanaSignature } from './crypto/solanaSignature.ts'
import { hashVisitKey, verifyRequestSignature } from './crypto/visitKeys.ts'
import { createDatabaseCheck } from './db/createDatabaseCheck.ts'
import { createReadSkew } from './db/createReadSkew.ts'
import { createSecretCheck, describeUnreadable } from './db/createSecretCheck.ts'
import { createStores } from './db/createStores.ts'
import { createTokenIdScansPort } from './db/tokenIdScans.ts'
import { createUnlockLog } from './db/unlockLog.ts'
import { closeDatabase, loadDatabase } from './db.server.ts'
import { env } from './env.server.ts'
import { authenticateApiKey } from './flows/api/authenticateApiKey.ts'
import { limitApiRequest } from './flows/api/limitApiRequest.ts'
import type { FlowContext } from './flows/context.ts'
import { authenticateTill } from './flows/counter/authenticateTill.ts'
import type { UnlockGatesResult } from './flows/unlocks/unlockGates.ts'
import { createClockCheck, type OtherClock } from './health/createClockCheck.ts'
import { createClockGuard } from './health/createClockGuard.ts'
import type { ReadyRouteParameters } from './health/healthRoute.ts'
import type { HookDoor } from './hooks/hookAction.ts'
import { log } from './log/log.ts'
import { createCountedReservations } from './metrics/createCountedReservations.ts'
import { createGateCounter } from './metrics/createGateCounter.ts'
import { createMetrics } from './metrics/createMetrics.ts'
import type { MetricsDoor } from './metrics/metricsRoute.ts'
import type { PicketDoor } from './picket/authenticateCaller.ts'
import { composeUnlockEvents } from './proxy/composeUnlockEvents.ts'
import { createShopperFinder } from './proxy/createShopperFinder.ts'
import type { ProxyDoor } from './proxy/proxyAction.ts'
import type { QrDoor } from './proxy/qrRoute.ts'
import type { SurfaceDoor } from './proxy/surfaces/surfaceRoute.ts'
import { encodeQr, renderQr } from './qr/renderQr.ts'
import { runOnce } from './runOnce.server.ts'
import { createCountedGraphql, type ShopifyRequest } from './shopify/createCountedGraphql.ts'
import { createShopifyPort } from './shopify/createShopifyPort.ts'
import { createReadProductPage } from './shopify/readProductPage.ts'
import type { AdminGraphql } from './shopify/runOperation.ts'
import { verifySurfaceToken } from './shopify/verifySurfaceToken.ts'
import { openTraces } from './traces/openTraces.ts'
import { createFunctionRunner } from './wasm/createFunctionRunner.ts'

/*
 * The one place where adapters are plugged into ports.
 */
const readUnixTime = (): number => Math.floor(Date.now() / 1000)
const hashPersonal = (message: string): string =>
  hmacSha256({ secret: env.PALISADE_SECRET, message, encoding: 'hex' })

/** Traces of requests and jobs, if a collector is configured. */
export const traces = await openTraces({ endpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT })
const db = await loadDatabase({
  report: traces.isOn
    ? ({ name, text, ms, isFailed }) =>
        traces.add({
          ...{ name: `pg ${name}`, kind: 'client', ms, isFailed },
          attributes: { 'db.system.name': 'postgresql', 'db.query.text': text },
        })
    : undefined,
})
const openSecret = (parameters: { readonly sealed: string; readonly purpose: string }) =>
  decryptSecret({ ...parameters, secret: env.PALISADE_SECRET })
const { sessionStorage: storage, ...stores } = createStores({
  db,
  warn: (sentence) => log.warn(sentence),
  encryptSecret: (parameters) => encryptSecret({ ...parameters, secret: env.PALISADE_SECRET }),
  decryptSecret: openSecret,
  deriveProofKey,
  createRandomHex,
  hashSecret,
  hashPersonal,
  createSigningKey,
  now: readUnixTime,
})
const checkDatabase = createDatabaseCheck({ db })
/** Check whether PALISADE_SECRET is the one of this database. */
export const checkSecret = createSecretCheck({ db, decryptSecret: openSecret })
/** How many logins and unlocks this process answers at once. */
export const ceiling = createCeiling({
  ...{ most: env.REQUESTS_AT_ONCE, now: readUnixTime },
  random: Math.random,
})
/** What this process counts. */
export const metrics = createMetrics({
  checkDatabase,
  countConnections: db.countConnections,
  countAtOnce: ceiling.count,
  countJobs: () => stores.jobs.count({ at: readUnixTime() }),
  now: readUnixTime,
})
const unlockLog = createUnlockLog({
  ...{ db, hashPersonal, now: readUnixTime },
  countDropped: metrics.countDroppedAnswers,
  warn: (sentence) => log.warn(sentence),
})
const countAnswers = createGateCounter(metrics)
/** Counts the answer about each gate, hands it to the log, and returns it. */
export function countGates<Answer extends UnlockGatesResult>(answer: Answer): Answer {
  unlockLog.add(composeUnlockEvents(answer))
  return countAnswers(answer)
}
const reservations = createCountedReservations({ ...stores, ...metrics })
setOwnChains(await readOwnChains(process.env))
const chains = openChains({
  registry: metrics.registry,
  report: ({ chain, source, outcome, ms }) =>
    traces.add({
      ...{ name: `rpc ${chain}`, kind: 'client', ms },
      isFailed: outcome !== 'answered' && outcome !== 'abandoned',
      attributes: { 'rpc.system': 'jsonrpc', 'palisade.chain': chain, 'palisade.source': source, outcome },
    }),
  env: process.env,
  ensGateways: env.ENS_GATEWAYS,
  pictures: env.pictures,
  metadataSources: env.METADATA_URLS,
  now: readUnixTime,
  tokenIdScans: createTokenIdScansPort({ db, hashPersonal, now: readUnixTime }),
  warn: (sentence) => log.warn(sentence),
})

/** The session storage of Shopify's library. */
export const sessionStorage = storage

/** Run a function while no other with the same key runs, in any process on this database. */
export const { alone } = db

/** The chains a condition may name on this server: those with an RPC endpoint. */
export const configuredChains: readonly Chain[] = chains.configured

/** List the RPC endpoints with their health, for staff. */
export const { listEndpoints } = chains

/** @throws {UpstreamError} ERR_CLOCK_WRONG */
async function checkOwnClock(): Promise<void> {
  if (await clockGuard.isTrusted()) return
  throw new UpstreamError('ERR_CLOCK_WRONG', 'The clock of this server is wrong.', {
    hint: 'Try again in a few minutes.',
  })
}

/** Exchanges the codes of installs, and asks whether they stand. Without an app at BigCommerce nobody can bring one. */
const platform: FlowContext['platform'] = {
  exchangeCode: async (parameters) => {
    if (!env.bigCommerce) throw closedPlatform()
    const redirectUri = new URL('/bigcommerce/auth', env.bigCommerce.appUrl).href
    return exchangeCode({ ...env.bigCommerce, redirectUri, fetch: globalThis.fetch })(parameters)
  },
  readAccess: async (parameters) => {
    if (!env.bigCommerce) throw closedPlatform()
    return readAccess({ apiUrl: env.bigCommerce.apiUrl, fetch: globalThis.fetch })(parameters)
  },
}

function closedPlatform(): AccessError {
  return new AccessError('ERR_CALLBACK_SIGNATURE', 'This server serves no stores of BigCommerce.', {
    hint: 'Set BIGCOMMERCE_CLIENT_ID and BIGCOMMERCE_CLIENT_SECRET.',
  })
}

/** Connections to hosts that merchants name lead to public addresses alone, or to this machine where that is allowed. */
const merchantHosts = {
  isPublic: isPublicAddress,
  createLookup: createCheckedLookup,
  allowsLocal: env.LOCAL_WEBHOOKS,
}
const fetchPage = createFetchPage({ ...merchantHosts, fetch: globalThis.fetch })
const readPage = {
  shopify: createReadProductPage({ fetchPage }),
  bigcommerce: createReadStorePage({ fetchPage }),
}

/** All ports except Shopify's, for the public doors. */
export const publicContext: Omit<FlowContext, 'shopify'> = {
  ...stores,
  reservations,
  platform,
  log,
  limitFactor: env.RATE_LIMIT_FACTOR,
  keptOrderDays: env.KEEP_ORDERS_DAYS ?? null,
  tokens: createTokenSigner({
    loadKeys: stores.signingKeys.load,
    now: readUnixTime,
    checkClock: checkOwnClock,
  }),
  now: readUnixTime,
  issuer: `${env.PALISADE_URL}/api/v1`,
  createRandomHex,
  hashSecret,
  hashPersonal,
  toChecksumAddress,
  recoverEvmAddress,
  signProof,
  createReceiverSecret,
  signMessage,
  courier: createCourier(merchantHosts),
  composeMemoTransaction,
  verifyMemoTransaction: createVerifyMemoTransaction({ verifyEd25519 }),
  canReadChain: chains.canReadChain,
  readBalances: chains.readBalances,
  showAgeSeconds: env.BALANCE_CACHE_SECONDS,
  describeContract: chains.describeContract,
  findContractSigned: chains.findContractSigned,
  verifySolanaSignature,
  readFlowKeys: chains.readFlowKeys,
  listFlowSigners,
  hashVisitKey,
  verifyRequestSignature,
  listVaultSuggestions: chains.listVaultSuggestions,
  listDelegations: chains.listDelegations,
  readTokenIds: chains.readTokenIds,
  readEnsName: chains.readEnsName,
  readEnsAddresses: chains.readEnsAddresses,
  hashName: chains.hashName,
  readTokenMetadata: chains.readTokenMetadata,
  metadataSources: env.METADATA_URLS,
  listKnownTokens: chains.listKnownTokens,
  readTokenPicture: chains.readTokenPicture,
  readTokenFaces: chains.readTokenFaces,
  functions: createFunctionRunner(),
  readProductPage: (asked) => readPage[platformOf(asked.myshopifyDomain)](asked),
  readAddressFindings: () => ({ hasFound: proxyDoor.shoppers.hasFound(), faults: [...addressFaults] }),
}

/**
 * Count an error of a shop, for its home page. Nobody waits for it; while the database is away, nothing is counted, and
 * the database's port warns once.
 */
export function writeShopFault(fault: { myshopifyDomain: string; code: string; count?: number }): void {
  publicContext.faults.add({ ...fault, at: readUnixTime() }).catch(() => undefined)
}

/** The APIs of a shop: those of a BigCommerce store, or Shopify's. */
type ShopApis = { readonly store: CreateBigCommercePortParameters } | ShopifyApis
type ShopifyApis = {
  readonly admin: { readonly graphql: AdminGraphql }
  /** The Storefront API with the app's own token, for writing into carts. */
  readonly storefront?: AdminGraphql
  /** Milliseconds after which `hasScope` gives up. Default: when the request does. */
  readonly scopesMs?: number
}

/** What a request of one shop has beside the ports of all shops, which are its prototype. */
class ShopContext {
  private port: FlowContext['shopify'] | undefined
  private readonly apis: ShopApis

  constructor(apis: ShopApis) {
    this.apis = apis
    this.port = undefined
  }

  /** Made when it is first used: most logins ask Shopify nothing. */
  get shopify(): FlowContext['shopify'] {
    this.port ??= openShopPort(this.apis)
    return this.port
  }
}
// A copy of all ports for each request would cost as much as verifying a signature.
Object.setPrototypeOf(ShopContext.prototype, publicContext)

/** All ports, with the Admin API of one shop. The ports of all shops are inherited: `{ ...ctx }` lacks them. */
export function adminContext(apis: ShopApis): FlowContext {
  return new ShopContext(apis) as FlowContext & ShopContext
}

function openShopPort(apis: ShopApis): FlowContext['shopify'] {
  return 'store' in apis ? createBigCommercePort(apis.store) : openShopifyPort(apis)
}

function openShopifyPort({ admin, storefront, scopesMs }: ShopifyApis): FlowContext['shopify'] {
  const count = countShopifyRequest
  return createShopifyPort({
    graphql: createCountedGraphql({ api: 'admin', graphql: admin.graphql, count }),
    ...(storefront && {
      storefront: createCountedGraphql({ api: 'storefront', graphql: storefront, count }),
    }),
    scopesMs,
    appUrl: env.shopify?.appUrl ?? null,
  })
}

function countShopifyRequest(request: ShopifyRequest): void {
  metrics.countShopifyRequest(request)
  const { api, outcome, seconds, said } = request
  if (said !== null) log.warn(`A request to Shopify failed: ${said}.`)
  traces.add({
    ...{ name: `shopify ${api}`, kind: 'client', ms: seconds * 1000 },
    isFailed: outcome !== 'answered',
    attributes: { 'palisade.api': api, outcome },
  })
}

// Without a shop Shopify signs nothing. A random secret keeps its doors closed.
const shopifySecret = env.shopify?.apiSecret ?? createRandomHex(32)
const previousSecret = env.shopify?.previousSecret
const bigCommerceSecret = env.bigCommerce?.clientSecret ?? createRandomHex(32)

/** What BigCommerce's signature of a message must be, in base64. */
export const signForBigCommerce = (message: Uint8Array): string =>
  hmacSha256({ secret: bigCommerceSecret, message, encoding: 'base64' })

const isEqual = (expected: string, given: string): boolean => isEqualInConstantTime({ expected, given })

const addressFaults = new Set<string>()

/** Warn the operator once that limits cannot use a client's address in this setup. The self-test reports it too. */
export function writeAddressWarning(sentence: string): void {
  if (addressFaults.has(sentence)) return
  addressFaults.add(sentence)
  log.warn(sentence)
}

/** Secrets and clock for the app-proxy door. */
export const proxyDoor: ProxyDoor = {
  now: publicContext.now,
  sign: (message) => hmacSha256({ secret: shopifySecret, message, encoding: 'hex' }),
  ...(previousSecret && {
    signPrevious: (message) => hmacSha256({ secret: previousSecret, message, encoding: 'hex' }),
  }),
  isEqual,
  ceiling,
  shoppers: createShopperFinder({
    trustedProxies: env.TRUSTED_PROXIES,
    shopifyProxies: env.SHOPIFY_PROXIES ?? null,
    factor: env.RATE_LIMIT_FACTOR,
    now: readUnixTime,
    warn: writeAddressWarning,
  }),
}

/** What the door of QR codes needs. */
export const qrDoor: QrDoor = { ...proxyDoor, render: renderQr }

/** Draws the QR codes that `palisade.js` shows. */
export const encodeQrCode = encodeQr

/** What the API's door needs to authenticate and limit its callers. */
export const picketDoor: PicketDoor = {
  authenticate: (parameters) => authenticateApiKey(publicContext, parameters),
  limit: (user) => limitApiRequest(publicContext, user),
  ceiling,
  trustedProxies: env.TRUSTED_PROXIES,
}

/** What the addresses of tills need. Its type is that of the door, which the routes check. */
export const tillDoor = {
  enter: (asked: Parameters<typeof authenticateTill>[1]) => authenticateTill(publicContext, asked),
  ceiling,
  trustedProxies: env.TRUSTED_PROXIES,
}

/** Rung when a job was queued; the job runner replaces `ring`. */
export const jobBell = { ring: (): void => {} }

/** Secrets and clock for the webhook door. */
export const hookDoor: Omit<HookDoor, 'shopContext'> = {
  now: publicContext.now,
  ring: () => jobBell.ring(),
  sign: (body) => hmacSha256({ secret: shopifySecret, message: body, encoding: 'base64' }),
  ...(previousSecret && {
    signPrevious: (body) => hmacSha256({ secret: previousSecret, message: body, encoding: 'base64' }),
  }),
  isEqual,
}

/** Authenticates blocks in the checkout and in customers' accounts. */
export const surfaceDoor: SurfaceDoor = {
  verify: (token) =>
    env.shopify
      ? verifySurfaceToken({ ...hookDoor, token, apiKey: env.shopify.apiKey, now: hookDoor.now() })
      : null,
  ceiling,
  trustedProxies: env.TRUSTED_PROXIES,
}

/** What the metrics' door needs. */
export const metricsDoor: MetricsDoor = { ...metrics, token: env.METRICS_TOKEN ?? null, isEqual }

/** Whether this server stops: then it says so at /readyz, while it still answers. */
export const isDraining = { now: false }

const otherClocks: readonly OtherClock[] = [
  { of: 'the database', readSkew: createReadSkew({ db }) },
  { of: 'the endpoints of chains', readSkew: chains.readSkewSeconds },
]

/** Compare this server's clock with others, and log when they begin to differ. */
export const checkClock = createClockCheck({
  clocks: otherClocks,
  tell: (sentence, isGood) => (isGood ? log.info : log.warn)(sentence),
})

/** By so much a clock may be wrong before jobs wait. An endpoint that tells a stale time should not stop them. */
const MOST_JOBS_SKEW_SECONDS = 300

const checkRoughly = createClockCheck({ clocks: otherClocks, mostSeconds: MOST_JOBS_SKEW_SECONDS })

/** Keeps jobs and tokens from acting on a wrong clock. */
export const clockGuard = createClockGuard({
  check: async () => {
    // So that the log says at once how wrong a clock is that was set.
    void checkClock()
    return checkRoughly()
  },
  readWall: Date.now,
  readSteady: () => performance.now(),
  tellJump: (seconds) =>
    log.warn(
      `This server's clock jumped ${Math.abs(seconds)} s ${seconds > 0 ? 'ahead' : 'back'} while it ran. Set every clock by NTP.`,
    ),
  tell: (isTrusted) => {
    if (isTrusted) log.info('Jobs run again, and the API signs tokens, because the clock is right.')
    else
      log.warn(
        'Jobs wait until the clock is right: no order is settled, no gate starts or ends, and no held use is given back. The API signs no access token and accepts none.',
      )
  },
})

/** What the door of /readyz needs. */
export const readyDoor: ReadyRouteParameters = {
  checks: [
    { name: 'database', check: checkDatabase },
    // Without a chain the server still signs wallets in.
    { name: 'chains', check: chains.canReadAny, isAdvice: configuredChains.length === 0 },
    { name: 'clock', check: checkClock, isAdvice: true },
    { name: 'load', check: async () => ceiling.hasRoom(), isAdvice: true },
  ],
  isDraining: () => isDraining.now,
  clock: () => performance.now(),
  tell: (sentence, isReady) => (isReady ? log.info : log.warn)(sentence),
}

const stopWatching = runOnce({ name: 'sources', start: chains.startProbing, stop: (earlier) => earlier() })

/** Close the database; called once, when the server ends. */
export const closeContext = async (): Promise<void> => {
  stopWatching()
  await traces.close()
  await unlockLog.close()
  return closeDatabase()
}

const chainNames = chains.configured.map((chain) => chain.name).join(', ') || 'none'
log.info(
  `database: ${db.engine}; signatures: ${readSignatureEngine()}; chains: ${chainNames}; api: ${publicContext.issuer}`,
)
if (configuredChains.length === 0)
  log.warn('chains: no RPC_URL_<CHAIN> is set, so no gate opens. Set one, and start again.')
if (readSignatureEngine() === 'wasm') {
  log.warn(
    'signatures: the native add-on does not fit this platform, so WebAssembly checks Ethereum signatures, three times slower. docs/hosting.md says how to compile the add-on.',
  )
}
// A database that goes away at this moment is told by the first request.
const unreadable = await checkSecret().then(describeUnreadable, () => null)
if (unreadable) log.warn(`${unreadable.found} ${unreadable.next}`)
if (previousSecret) {
  log.info(
    'shopify: this server also accepts the secret in SHOPIFY_API_SECRET_PREVIOUS. Remove the variable when the rotation at Shopify is complete.',
  )
}
