import { isObject, type RpcMessage } from './parseMessage.ts'
import { RPC_CODES, RpcError } from './rpcError.ts'
import { LEGACY_VERSIONS, MODERN_VERSIONS } from './versions.ts'

type Headers = { readonly get: (name: string) => string | null }
export type Era = 'modern' | 'legacy'

const VERSION = 'io.modelcontextprotocol/protocolVersion'
const CAPABILITIES = 'io.modelcontextprotocol/clientCapabilities'

/**
 * Find out which revision a request speaks, and check what that revision asks of it: a modern one repeats version, method
 * and tool in headers, which must agree with its body.
 * @throws {RpcError} 400
 * @see https://modelcontextprotocol.io/specification/2026-07-28/basic/transports/streamable-http#request-metadata
 */
export function checkEra(message: RpcMessage, headers: Headers): Era {
  const { method, id, params } = message
  const meta = isObject(params._meta) ? params._meta : {}
  const said = headers.get('mcp-protocol-version')
  const wanted = meta[VERSION]
  const isModern = wanted !== undefined || MODERN_VERSIONS.includes(said ?? '')
  if (!isModern) {
    // `initialize` says its version in its body, and clients of old send no header.
    if (said !== null && method !== 'initialize' && !LEGACY_VERSIONS.includes(said))
      throw unsupported({ requested: said, supported: [...MODERN_VERSIONS, ...LEGACY_VERSIONS], id })
    return 'legacy'
  }
  if (id === null) return 'modern'
  const refusal = (code: number, sentence: string) =>
    new RpcError({ status: 400, code, message: sentence }, id)
  if (typeof wanted !== 'string' || !isObject(meta[CAPABILITIES]))
    throw refusal(RPC_CODES.params, `"params._meta" must have "${VERSION}" and "${CAPABILITIES}".`)
  if (said !== wanted)
    throw refusal(RPC_CODES.header, `The header MCP-Protocol-Version must be "${VERSION}" of the body.`)
  if (!MODERN_VERSIONS.includes(wanted))
    throw unsupported({ requested: wanted, supported: MODERN_VERSIONS, id })
  if (headers.get('mcp-method') !== method)
    throw refusal(RPC_CODES.header, 'The header Mcp-Method must be "method" of the body.')
  if (method === 'tools/call' && decodeHeader(headers.get('mcp-name')) !== params.name)
    throw refusal(RPC_CODES.header, 'The header Mcp-Name must be "params.name" of the body.')
  return 'modern'
}

/** Text that a header cannot carry comes as `=?base64?…?=`. */
function decodeHeader(text: string | null): string | null {
  const [, encoded] = /^=\?base64\?([A-Za-z0-9+/]*={0,2})\?=$/.exec(text ?? '') ?? []
  return encoded === undefined ? text : Buffer.from(encoded, 'base64').toString('utf8')
}

function unsupported({
  id,
  ...data
}: {
  readonly requested: string
  readonly supported: readonly string[]
  readonly id: RpcMessage['id']
}): RpcError {
  const message = `Unsupported protocol version. This server speaks ${data.supported.join(', ')}.`
  return new RpcError({ status: 400, code: RPC_CODES.version, message, data }, id)
}
