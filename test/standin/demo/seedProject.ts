import { randomUUID } from 'node:crypto'
import type { ShopSeed } from '../shopify/seedShop.ts'
import { type Merchant, requestAdmin } from './requestAdmin.ts'

export type SeedProjectParameters = {
  readonly merchant: Omit<Merchant, 'myshopifyDomain'>
  readonly shop: Pick<ShopSeed, 'myshopifyDomain'>
  /** Origins of the demo's own pages, from which people may sign in. */
  readonly origins: readonly string[]
}

/** Create a project and a secret key through the app's admin endpoint, as the shop's merchant would. */
export async function seedProject({
  merchant,
  shop: { myshopifyDomain },
  origins,
}: SeedProjectParameters): Promise<{ publishable: string; secret: string }> {
  const ask = async (path: string, body?: unknown) => {
    const response = await requestAdmin({ ...merchant, myshopifyDomain }, { path, body })
    // Remix encodes the answer as one flat list: a name comes right before its value.
    const text = await response.text()
    return (what: RegExp) => {
      const found = what.exec(text)?.[1]
      if (found) return found
      throw new Error(`The demo's project was not created: ${path} ${response.status} ${text.slice(0, 500)}`)
    }
  }
  const made = await ask('/app/developers/new.data', {
    draftId: randomUUID(),
    name: 'Demo sites',
    allowedDomains: [...new Set(origins.map((origin) => new URL(origin).host)), 'localhost:*'],
    redirectUris: ['http://localhost:*', 'http://127.0.0.1:*'],
    format: 'siwe',
    statement: '',
    requirement: null,
    isStorefront: true,
  })
  const page = `/app/developers/${made(/"id","([0-9a-f-]{36})"/)}`
  const key = await ask(`${page}/keys.data`, {
    ...{ kind: 'secret', name: 'Demo server' },
    draftId: randomUUID(),
  })
  const opened = await ask(`${page}.data`)
  return { publishable: opened(/"(pk_[0-9a-f]{32})"/), secret: key(/"(sk_[0-9a-f]{32})"/) }
}
