import type { JobPayload } from '../../../app/core/job/types.ts'
import type { FlowContext } from '../../../app/flows/context.ts'
import { createShopifyPort } from '../../../app/shopify/createShopifyPort.ts'
import type { AdminGraphql } from '../../../app/shopify/runOperation.ts'
import { override } from '../../fakes/fake.ts'
import { type FakeState, fakeContext } from '../../fakes/fakeContext.ts'
import { openTestPort } from '../../shopify/openTestPort.ts'

/** The calls of one operation. */
export type Count = {
  /** Port calls by name, such as `gates.list`, except the clock and synchronous computations. */
  readonly calls: Readonly<Record<string, number>>
  readonly total: number
  /** The operations sent to Shopify's Admin API, in order. */
  readonly requests: readonly string[]
}

/** Computed in the process, so not counted. */
const FREE = ['now', 'createRandomHex', 'canReadChain', 'toChecksumAddress', 'hashSecret']

/**
 * Open a database in memory and the stand-in's Admin API; it counts every port call and every request to Shopify. The
 * merchant has granted `scopes` beyond the required ones.
 */
export async function openCounted(state: Partial<FakeState>, scopes: readonly string[] = []) {
  const open = await openTestPort({ scopes })
  const requests: string[] = []
  const graphql: AdminGraphql = (document, options) => {
    requests.push(/(?:query|mutation)\s+(\w+)/.exec(document)?.[1] ?? document)
    return open.graphql(document, options)
  }
  await open.port.ensureDefinitions()
  const fake = fakeContext(state)
  const calls = new Map<string, number>()
  const queued: JobPayload[] = []
  const add: FlowContext['jobs']['add'] = async (job) => {
    if (job.kind === 'publish' && job.payload) queued.push(job.payload)
    await fake.ctx.jobs.add(job)
  }
  const whole = override(fake.ctx, {
    jobs: { add },
    shopify: createShopifyPort({ graphql, appUrl: 'https://app.example.com' }),
  })
  const ctx = countCalls(whole, '', (name) => calls.set(name, (calls.get(name) ?? 0) + 1))
  const count = async (work: () => Promise<unknown>): Promise<Count> => {
    calls.clear()
    requests.length = 0
    await work()
    const total = [...calls.values()].reduce((sum, each) => sum + each, 0)
    return { calls: Object.fromEntries(calls), total, requests: [...requests] }
  }
  const addCollection = (id: number, productIds: number[]): void => {
    const { shop } = open.admin
    const rest = { handle: `c-${id}`, variantIds: [], image: null, updatedAt: new Date(0).toISOString() }
    shop.collections.set(id, { id, title: 'Members', productIds, ...rest })
  }
  return {
    ...fake,
    ctx,
    count,
    addCollection,
    /** The payloads of jobs that publish several gates. */
    queued,
    shop: open.admin.shop,
    costs: open.costs,
    close: () => open.admin.close(),
  }
}

function countCalls<T extends object>(ports: T, path: string, add: (name: string) => void): T {
  return new Proxy(ports, {
    get: (target, key) => {
      const value: unknown = Reflect.get(target, key)
      const name = `${path}${String(key)}`
      if (typeof value === 'object' && value !== null) return countCalls(value, `${name}.`, add)
      if (typeof value !== 'function' || FREE.includes(name)) return value
      return (...given: unknown[]) => {
        add(name)
        return value.apply(target, given)
      }
    },
  }) as T & FlowContext
}
