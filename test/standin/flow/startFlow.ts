import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { AccountKey } from './createFlowKey.ts'
import type { FlowState } from './flowState.ts'
import { runScript } from './runScript.ts'

type Answer = { readonly status: number; readonly body: unknown }
/** Path and query of a request. */
type Asked = { readonly method: string; readonly url: URL; readonly body: string }

const ZERO = '0'.repeat(64)

/**
 * Start a local Access API of Flow: the paths of its REST that the server asks. `checkFlowAnswer.ts` compares what it
 * answers with the published OpenAPI.
 */
export async function startFlow(): Promise<{
  url: string
  state: FlowState
  asked: Asked[]
  close: () => Promise<void>
}> {
  const state: FlowState = {
    network: 'flow-mainnet',
    height: 130_000_000n,
    accounts: new Map(),
    contracts: new Map(),
    labels: new Map(),
  }
  const asked: Asked[] = []
  const server = createServer((request, response) => {
    void readBody(request).then((body) => {
      const one = { method: request.method ?? '', url: new URL(request.url ?? '', 'http://flow.test'), body }
      asked.push(one)
      const answer = answerFlow({ state, asked: one })
      response.writeHead(answer.status, { 'content-type': 'application/json; charset=UTF-8' })
      response.end(JSON.stringify(answer.body, null, '\t'))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    state,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString('utf8')
}

function answerFlow({ state, asked: { method, url, body } }: { state: FlowState; asked: Asked }): Answer {
  const path = `${method} ${url.pathname}`
  if (path === 'GET /v1/network/parameters') return { status: 200, body: { chain_id: state.network } }
  if (path === 'GET /v1/blocks' && url.searchParams.get('height') === 'sealed')
    return { status: 200, body: [formatBlock(state)] }
  if (path === 'POST /v1/scripts') return answerScript({ state, body })
  const [, address] = /^GET \/v1\/accounts\/(?:0x)?([0-9a-fA-F]{16})$/.exec(path) ?? []
  if (address !== undefined) return answerAccount({ state, address: address.toLowerCase(), url })
  return { status: 400, body: { code: 400, message: 'invalid request' } }
}

function answerScript({ state, body }: { state: FlowState; body: string }): Answer {
  const value = runScript({ state, body })
  if (!value) return { status: 400, body: { code: 400, message: 'Cadence error: the script failed' } }
  // The bare text, as flow-go answers. Its OpenAPI has it in a field.
  return { status: 200, body: Buffer.from(JSON.stringify(value)).toString('base64') }
}

function formatBlock({ height }: FlowState) {
  return {
    header: {
      ...{ id: ZERO, parent_id: ZERO, height: String(height), timestamp: new Date().toISOString() },
      parent_voter_signature: '',
    },
    block_status: 'BLOCK_SEALED',
    _expandable: { payload: `/v1/blocks/${ZERO}/payload` },
    _links: { _self: `/v1/blocks/${ZERO}` },
  }
}

function answerAccount({ state, address, url }: { state: FlowState; address: string; url: URL }): Answer {
  const account = state.accounts.get(address)
  if (!account) {
    const message = `Flow resource not found: account not found for address ${address}`
    return { status: 404, body: { code: 404, message } }
  }
  const isExpanded = url.searchParams.get('expand') === 'keys'
  return {
    status: 200,
    body: {
      ...{ address, balance: '100000' },
      ...(isExpanded && { keys: account.keys.map(formatKey) }),
      _expandable: { ...(!isExpanded && { keys: 'keys' }), contracts: 'contracts' },
      _links: { _self: `/v1/accounts/${address}` },
    },
  }
}

function formatKey({ index, publicKey, curve, hash, weight, revoked }: AccountKey) {
  return {
    index: String(index),
    public_key: `0x${publicKey}`,
    // As flow-go spells them. Its OpenAPI lists the curves without an underscore.
    signing_algorithm: curve === 'P-256' ? 'ECDSA_P256' : 'ECDSA_secp256k1',
    hashing_algorithm: hash === 'sha256' ? 'SHA2_256' : 'SHA3_256',
    ...{ sequence_number: '0', weight: String(weight), revoked },
  }
}
