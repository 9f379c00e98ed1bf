import { createRpc } from './chains/evm/createRpc.ts'
import { createDescribeContract } from './chains/evm/describeEvmContract.ts'
import { readEndpoints } from './chains/evm/readEndpoints.ts'
import { createReadBalances } from './chains/evm/readEvmBalances.ts'
import { createVerifyContractSignature } from './chains/evm/verifyEvmContractSignature.ts'
import { chains } from './core/chain/chains.ts'
import type { Chain } from './core/chain/types.ts'
import { constantTimeEqual } from './crypto/constantTimeEqual.ts'
import { deriveProofKey } from './crypto/deriveProofKey.ts'
import { hashSecret } from './crypto/hashSecret.ts'
import { hmacSha256 } from './crypto/hmacSha256.ts'
import { openSecret } from './crypto/openSecret.ts'
import { randomHex } from './crypto/randomHex.ts'
import { recoverEvmAddress } from './crypto/recoverEvmAddress.ts'
import { sealSecret } from './crypto/sealSecret.ts'
import { signatureEngine } from './crypto/signatureEngine.ts'
import { signProof } from './crypto/signProof.ts'
import { toChecksumAddress } from './crypto/toChecksumAddress.ts'
import { createStores } from './db/createStores.ts'
import { setScopes } from './db/sessions/setScopes.ts'
import { closeDatabase, getDatabase } from './db.server.ts'
import { env } from './env.server.ts'
import type { FlowContext } from './flows/context.ts'
import type { HookDoor } from './hooks/hookAction.ts'
import type { ProxyDoor } from './proxy/proxyAction.ts'
import { createShopifyPort } from './shopify/createShopifyPort.ts'
import type { AdminGraphql } from './shopify/runOperation.ts'

/*
 * The one place where adapters are plugged into ports.
 */
const endpoints = readEndpoints(process.env)
const rpc = createRpc({ endpoints, warn: (sentence) => console.warn(sentence) })
const db = await getDatabase()
const { sessions, ...stores } = createStores({
  db,
  sealSecret: (parameters) => sealSecret({ ...parameters, secret: env.PALISADE_SECRET }),
  openSecret: (parameters) => openSecret({ ...parameters, secret: env.PALISADE_SECRET }),
  deriveProofKey,
  randomHex,
  hashSecret,
})

/** Where Shopify's library keeps its sessions. */
export const sessionStorage = sessions

/** The chains a condition may name on this server: those with an RPC endpoint. */
export const configuredChains: readonly Chain[] = chains.filter((chain) => endpoints.has(chain.slug))

/** Every port but Shopify's: what the public doors work with. */
export const publicContext: Omit<FlowContext, 'shopify'> = {
  ...stores,
  limitFactor: env.RATE_LIMIT_FACTOR,
  sessions: { setScopes: (parameters) => setScopes({ db, ...parameters }) },
  now: () => Math.floor(Date.now() / 1000),
  randomHex,
  hashSecret,
  hashPersonal: (message) => hmacSha256({ secret: env.PALISADE_SECRET, message, encoding: 'hex' }),
  toChecksumAddress,
  recoverEvmAddress,
  signProof,
  readBalances: createReadBalances({ rpc }),
  describeContract: createDescribeContract({ rpc }),
  verifyContractSignature: createVerifyContractSignature({ rpc }),
}

/** Every port, with the Admin API of the shop that `authenticate.admin` vouched for. */
export function adminContext({ admin }: { admin: { graphql: AdminGraphql } }): FlowContext {
  return { ...publicContext, shopify: createShopifyPort({ graphql: admin.graphql }) }
}

const isEqual = (expected: string, given: string): boolean => constantTimeEqual({ expected, given })

/** What the app-proxy door needs of secrets and the clock. */
export const proxyDoor: ProxyDoor = {
  now: publicContext.now,
  sign: (message) => hmacSha256({ secret: env.SHOPIFY_API_SECRET, message, encoding: 'hex' }),
  isEqual,
}

/** What the webhook door needs of secrets. */
export const hookDoor: HookDoor = {
  sign: (body) => hmacSha256({ secret: env.SHOPIFY_API_SECRET, message: body, encoding: 'base64' }),
  isEqual,
}

/** Give up the database: called once, when the server ends. */
export const closeContext = closeDatabase

const chainNames = configuredChains.map((chain) => chain.name).join(', ') || 'none: set RPC_URL_<CHAIN>'
console.log(`database: ${db.engine}; signatures: ${signatureEngine()}; chains: ${chainNames}`)
