import { isSameQuery } from '../../app/core/selfTest/isSameQuery.ts'
import type { Finding, LiveProbe, LiveRun } from './types.ts'

/** Questions that reads of the Admin API and of the chains settle. */
export const readAnswers: LiveProbe = {
  settles: ['functionQueryCost', 'nodesCost', 'callWithoutTo'],
  writes: null,
  run: async (live) => ({
    functionQueryCost: await checkFunction(live),
    nodesCost: await checkNodesCost(live),
    callWithoutTo: await checkEndpoints(live),
  }),
}

async function checkFunction({ port, readQueries }: LiveRun): Promise<Finding> {
  const released = await port.readFunctions()
  if (released.length === 0)
    return { answer: null, seen: 'The app has no Function here. Run the deploy first.' }
  const found = released.find(({ handle }) => handle === 'gate-discount')
  if (!found)
    return { answer: 'refused', seen: 'Shopify has the app’s other Function, but not gate-discount.' }
  const built = (await readQueries()).filter(({ handle }) => handle === 'gate-discount')
  const { inputQuery } = found
  if (inputQuery === null) return { answer: null, seen: 'Shopify does not show the query of gate-discount.' }
  const isCurrent = built.some(({ query }) => isSameQuery({ built: query, released: inputQuery }))
  return isCurrent
    ? { answer: 'accepted', seen: 'Shopify has gate-discount with the query of this server.' }
    : { answer: null, seen: 'Shopify has gate-discount with another query. Deploy this version first.' }
}

const NODES = `#graphql
  query LiveCheckNodes($ids: [ID!]!) { nodes(ids: $ids) { id } }`

async function checkNodesCost({ graphql }: LiveRun): Promise<Finding> {
  const count = async (length: number) => {
    const ids = Array.from({ length }, (_, i) => `gid://shopify/Product/${i + 1}`)
    const body = (await (await graphql(NODES, { variables: { ids } })).json()) as {
      extensions?: { cost?: { requestedQueryCost?: number } }
    }
    return body.extensions?.cost?.requestedQueryCost
  }
  const [one, ten] = [await count(1), await count(10)]
  if (one === undefined || ten === undefined) return { answer: null, seen: 'Shopify named no cost.' }
  return { answer: ten > one ? 'each' : 'once', seen: `One id costs ${one} points, ten cost ${ten}.` }
}

async function checkEndpoints({ readEndpoints }: LiveRun): Promise<Finding> {
  const probed = (await readEndpoints()).filter(({ ability }) => ability !== null)
  if (probed.length === 0) return { answer: null, seen: 'No EVM endpoint answered the probe.' }
  const refusing = probed.filter(({ ability }) => ability !== 'deployless')
  const list = (endpoints: typeof probed) =>
    endpoints.map(({ name, host }) => `${name} at ${host}`).join(', ')
  return refusing.length === 0
    ? { answer: 'answered', seen: `All answer: ${list(probed)}.` }
    : { answer: 'refused', seen: `Read through Multicall3: ${list(refusing)}.` }
}
