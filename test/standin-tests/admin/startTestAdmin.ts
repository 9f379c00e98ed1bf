import { type StartAdminResult, startAdmin } from '../../standin/shopify/admin/startAdmin.ts'
import { signIdToken } from '../../standin/shopify/oauth/signIdToken.ts'
import { seedShop } from '../../standin/shopify/seedShop.ts'
import { createState, type StandinShop, type StandinState } from '../../standin/shopify/state.ts'

export const API_KEY = 'test-key'
export const API_SECRET = 'test-secret'
export const DOMAIN = 'northwind.myshopify.com'

export type TestAdmin = StartAdminResult & {
  state: StandinState
  shop: StandinShop
  /** Exchanges a new id token; returns the access token. */
  install: () => Promise<string>
  exchange: (body?: Record<string, unknown>) => Promise<{ status: number; body: Record<string, unknown> }>
  graphql: (parameters: {
    query: string
    variables?: unknown
    token?: string
    version?: string
  }) => Promise<{ status: number; body: ApiBody }>
}

// The tests check the answer's shape, so the type leaves it open.
export type ApiBody = {
  data?: Record<string, Record<string, unknown>>
  errors?: { message: string; extensions?: Record<string, unknown> }[]
  extensions?: { cost: { requestedQueryCost: number; throttleStatus: Record<string, number> } }
}

/** Starts the stand-in's admin with one shop of two products on free ports. */
export async function startTestAdmin(appOrigin = 'http://127.0.0.1:9'): Promise<TestAdmin> {
  const state = createState({
    appId: '4242',
    functions: [
      {
        id: '0190-gate-discount',
        handle: 'gate-discount',
        title: 'Gate discount',
        apiType: 'discount',
        apiVersion: '2026-07',
      },
      {
        id: '0190-gate-validation',
        handle: 'gate-validation',
        title: 'Gate validation',
        apiType: 'cart_checkout_validation',
        apiVersion: '2026-07',
        inputQuery: 'query Input { cart { lines { id } } }',
      },
      { id: '0190-other', handle: 'other', title: 'Other', apiType: 'cart_transform', apiVersion: '2026-07' },
    ],
  })
  const shop = seedShop({
    state,
    storefrontOrigin: 'http://127.0.0.1:3001',
    seed: {
      id: 70012345678,
      name: 'Northwind',
      myshopifyDomain: DOMAIN,
      currencyCode: 'EUR',
      ianaTimezone: 'Europe/Berlin',
      products: [
        {
          id: 11,
          title: 'Varsity Jacket',
          handle: 'varsity-jacket',
          variants: [{ id: 111, price: '120.00' }],
        },
        { id: 12, title: 'Enamel Mug', handle: 'enamel-mug', variants: [{ id: 121, price: '18.00' }] },
      ],
    },
  })
  const admin = await startAdmin({
    host: '127.0.0.1',
    port: 0,
    appOrigin,
    state,
    apiKey: API_KEY,
    apiSecret: API_SECRET,
    appId: state.appId,
  })
  const post = async (path: string, body: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(admin.graphqlOrigin + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-shopify-shop-host': DOMAIN, ...headers },
      body: JSON.stringify(body),
    })
    return { status: response.status, body: (await response.json()) as Record<string, unknown> }
  }
  const exchange: TestAdmin['exchange'] = (body = {}) =>
    post('/admin/oauth/access_token', {
      client_id: API_KEY,
      client_secret: API_SECRET,
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      subject_token: signIdToken({ shop: DOMAIN, apiKey: API_KEY, apiSecret: API_SECRET }),
      subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
      requested_token_type: 'urn:shopify:params:oauth:token-type:offline-access-token',
      expiring: '1',
      ...body,
    })
  return {
    ...admin,
    state,
    shop,
    exchange,
    install: async () => String((await exchange()).body.access_token),
    graphql: async ({
      query,
      variables,
      token = shop.installation?.accessToken ?? '',
      version = '2026-10',
    }) => {
      const answer = await post(
        `/admin/api/${version}/graphql.json`,
        { query, variables },
        { 'x-shopify-access-token': token },
      )
      return { status: answer.status, body: answer.body as ApiBody }
    },
  }
}
