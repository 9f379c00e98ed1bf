import { familyOf } from '../core/chain/familyOf.ts'
import { readSealedBlock } from './flow/checkFlowEndpoint.ts'
import type { Endpoint } from './rpc/createEndpoint.ts'
import type { Endpoints } from './rpc/createEndpoints.ts'
import { sendOneCall } from './rpc/sendToEndpoint.ts'

/**
 * Ask every endpoint of a chain with several endpoints for its latest block. So the others expose a stuck endpoint even
 * if no check asks them. Costs one small request for each endpoint that is not barred; never throws.
 */
export async function readHeads({
  all,
  asksSingle = false,
}: {
  all: readonly Endpoints[]
  /** Also ask the only endpoint of a chain. */
  asksSingle?: boolean
}): Promise<void> {
  const listed = all.flatMap((endpoints) => endpoints.list().map((endpoint) => ({ endpoint, endpoints })))
  const due = listed.filter(
    ({ endpoint }) =>
      endpoint.barredMs() === 0 &&
      (asksSingle ||
        listed.some((one) => one.endpoint !== endpoint && one.endpoint.chain === endpoint.chain)),
  )
  await Promise.all(due.map((one) => readHead(one).catch(() => undefined)))
}

async function readHead({
  endpoint,
  endpoints,
}: {
  endpoint: Endpoint
  endpoints: Endpoints
}): Promise<void> {
  const family = familyOf(endpoint.chain)
  if (family === 'flow') {
    await readSealedBlock({ endpoint, endpoints })
    return
  }
  const isEvm = family === 'evm'
  const method = isEvm ? 'eth_blockNumber' : 'getSlot'
  const params = isEvm ? [] : [{ commitment: 'confirmed' }]
  await sendOneCall({
    endpoint,
    endpoints,
    method,
    params,
    read: (envelope, { addHead }) => {
      const block = envelope.kind === 'result' ? readBlock(envelope.result) : null
      if (block === null) throw new Error('the answer has no block number')
      addHead(block)
    },
  })
}

function readBlock(value: unknown): bigint | null {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value >= 0 ? BigInt(value) : null
  return typeof value === 'string' && /^0x[0-9a-f]{1,16}$/i.test(value) ? BigInt(value) : null
}
