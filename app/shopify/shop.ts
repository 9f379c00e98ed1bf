import { UpstreamError } from '../core/errors/base.ts'
import type { ShopId } from '../core/gate/types.ts'
import type { FoundFunction, ShopifyPort } from '../ports/shopify.ts'
import { describeFailure } from './describeFailure.ts'
import { type AdminGraphql, runQuery } from './runOperation.ts'

const SHOP = `#graphql
  query Shop {
    shop {
      id
      myshopifyDomain
      primaryDomain { host url }
      ianaTimezone
      currencyCode
      plan { publicDisplayName }
      customerAccounts
      customerAccountsV2 { customerAccountsVersion }
    }
  }`
const SCOPES = `#graphql
  query ReadScopes {
    currentAppInstallation { accessScopes { handle } }
  }`
const FUNCTIONS = `#graphql
  query ReadFunctions {
    shopifyFunctions(first: 50) { nodes { handle inputQuery } }
  }`

type FoundShop = {
  shop: {
    id: string
    myshopifyDomain: string
    primaryDomain: { host: string; url: string }
    ianaTimezone: string
    currencyCode: string
    plan: { publicDisplayName: string }
    customerAccounts: 'DISABLED' | 'OPTIONAL' | 'REQUIRED'
    customerAccountsV2: { customerAccountsVersion: 'CLASSIC' | 'NEW_CUSTOMER_ACCOUNTS' }
  }
}
type FoundScopes = { currentAppInstallation: { accessScopes: { handle: string }[] } }
type FoundFunctions = { shopifyFunctions: { nodes: FoundFunction[] } }

export type CreateShopParameters = {
  readonly graphql: AdminGraphql
  /** Scopes that the shop has granted: saves a request if the caller knows them. */
  readonly scopes?: readonly string[] | undefined
  /** Milliseconds after which `hasScope` gives up. Default: when the request does. */
  readonly scopesMs?: number | undefined
}

/** The shop, its granted scopes and the app's Functions. */
export function createShop({ graphql, scopes, scopesMs }: CreateShopParameters) {
  let granted: Promise<readonly string[]> | undefined
  const readScopes = async (): Promise<readonly string[]> => {
    const { currentAppInstallation } = await runQuery<FoundScopes>({ graphql, document: SCOPES })
    return currentAppInstallation.accessScopes.map(({ handle }) => handle)
  }
  const loadScopes = (): Promise<readonly string[]> => {
    granted ??= scopes ? Promise.resolve(scopes) : readScopes()
    // After a failure, the next call sends the request again.
    granted.catch(() => {
      granted = undefined
    })
    return granted
  }
  return {
    hasScope: async (name) => hasScopeIn(await answerWithin(loadScopes(), scopesMs), name),
    readShop: async () => {
      const { shop } = await runQuery<FoundShop>({ graphql, document: SHOP })
      return {
        id: BigInt(shop.id.slice(shop.id.lastIndexOf('/') + 1)) as ShopId,
        myshopifyDomain: shop.myshopifyDomain.toLowerCase(),
        primaryDomain: readAuthority(shop.primaryDomain),
        ianaTimezone: shop.ianaTimezone,
        currencyCode: shop.currencyCode,
        plan: shop.plan.publicDisplayName,
        // New customer accounts cannot be switched off. The setting `customerAccounts` is about the classic ones.
        hasAccounts:
          shop.customerAccountsV2.customerAccountsVersion === 'NEW_CUSTOMER_ACCOUNTS' ||
          shop.customerAccounts !== 'DISABLED',
      }
    },
    readFunctions: async () =>
      (await runQuery<FoundFunctions>({ graphql, document: FUNCTIONS })).shopifyFunctions.nodes,
  } satisfies Partial<ShopifyPort>
}

/** @throws {UpstreamError} ERR_SHOPIFY_REQUEST if the answer takes longer. */
async function answerWithin<T>(answer: Promise<T>, mostMs: number | undefined): Promise<T> {
  if (mostMs === undefined) return answer
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    const { message, hint } = describeFailure({ status: null, waitSeconds: null })
    timer = setTimeout(() => reject(new UpstreamError('ERR_SHOPIFY_REQUEST', message, { hint })), mostMs)
  })
  return Promise.race([answer, late]).finally(() => clearTimeout(timer))
}

/** Whether a scope is granted; `write_x` includes `read_x`. */
export function hasScopeIn(scopes: readonly string[], name: string): boolean {
  return scopes.includes(name) || scopes.includes(name.replace(/^((?:unauthenticated_)?)read_/, '$1write_'))
}

/** Host and port of the storefront's URL. If the URL cannot be parsed, the host that Shopify returns. */
function readAuthority({ host, url }: { host: string; url: string }): string {
  return (URL.canParse(url) ? new URL(url).host : host).toLowerCase()
}
