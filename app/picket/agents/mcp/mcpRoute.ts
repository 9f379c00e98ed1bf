import { answerJson, answerWhole } from '../../../answerError.ts'
import { setAnswerNote } from '../../../answerNotes.ts'
import { findDetails, findRetryAfter } from '../../../core/errors/details.ts'
import { describeError } from '../../../describeError.ts'
import { readBody } from '../../../readJsonBody.ts'
import { answerPreflight, formatSiteHeaders, setAllowedOrigin } from '../../answerPreflight.ts'
import { authenticateCaller, type RouteArguments } from '../../authenticateCaller.ts'
import { parseJson } from '../../parseJson.ts'
import type { StorefrontDoor } from '../../storefront/storefrontRoute.ts'
import { wrongMethod } from '../../wrongMethod.ts'
import { checkUrlKey } from '../checkUrlKey.ts'
import type { AgentTool } from '../tools.ts'
import { answerMethod } from './answerMethod.ts'
import { checkEra } from './checkEra.ts'
import { parseMessage, type RpcMessage } from './parseMessage.ts'
import { RPC_CODES, RpcError, type RpcId } from './rpcError.ts'

/** As the addresses of a storefront. */
const MAX_BYTES = 32 * 1024
const MCP_HEADERS = 'content-type, mcp-protocol-version, mcp-method, mcp-name, mcp-session-id'

export type McpRouteParameters<Context> = {
  readonly door: StorefrontDoor<Context>
  readonly tools: readonly AgentTool<Context>[]
}

/**
 * Make the MCP endpoint of a project, Streamable HTTP: one message in, one JSON object out, no stream and no session. A
 * browser's `Origin` must be one of the project's sites, which also keeps a rebound name out.
 * @see https://modelcontextprotocol.io/specification/2026-07-28/basic/transports/streamable-http
 */
export function mcpRoute<Context>({ door, tools }: McpRouteParameters<Context>) {
  return async ({ request, params, context }: RouteArguments): Promise<Response> => {
    const origin = request.headers.get('origin')
    if (request.method === 'OPTIONS') {
      const preflight = answerPreflight({ origin, methods: 'POST' })
      preflight.headers.set('access-control-allow-headers', MCP_HEADERS)
      return preflight
    }
    try {
      if (request.method !== 'POST') throw wrongMethod(['POST'])
      door.ceiling.check('later')
      const key = checkUrlKey(params.key)
      const user = await authenticateCaller({ door, access: 'publishable', request, context, origin, key })
      await door.limit(user)
      const caller = { ...(await door.enterStorefront(user)), clientAddress: user.client }
      const message = await readMessage(request)
      const era = checkEra(message, request.headers)
      const { id } = message
      if (id === null) return setAllowedOrigin(new Response(null, { status: 202 }), origin)
      const runTool = (name: string, body: unknown) => {
        const tool = tools.find((one) => one.name === name)
        if (!tool) throw new Error(`There is no tool ${name}.`)
        return door.ceiling.run(tool.turn, () => tool.run(caller, body))
      }
      const result = await answerMethod({ message: { ...message, id }, era, tools, runTool })
      const answer = answerWhole({ jsonrpc: '2.0', id, result }, formatSiteHeaders(origin))
      return setAnswerNote(answer, { shop: caller.myshopifyDomain })
    } catch (error) {
      const refusal = answerRpcError(error)
      // A browser would ask for a password.
      if (request.headers.get('sec-fetch-mode')) refusal.headers.delete('www-authenticate')
      return setAllowedOrigin(refusal, origin)
    }
  }
}

/** @throws {RpcError} 400, 413, 415 */
async function readMessage(request: RouteArguments['request']): Promise<RpcMessage> {
  const [type = ''] = (request.headers.get('content-type') ?? '').split(';', 1)
  if (type.trim().toLowerCase() !== 'application/json')
    throw new RpcError({
      status: 415,
      code: RPC_CODES.request,
      message: 'The Content-Type must be application/json.',
    })
  const bytes = await readBody({ request, maxBytes: MAX_BYTES })
  return parseMessage(parseBytes(bytes))
}

function parseBytes(bytes: Uint8Array): unknown {
  try {
    return parseJson(bytes)
  } catch (error) {
    const { status, code, msg } = describeError(error)
    throw new RpcError({ status, code: RPC_CODES.parse, message: msg, data: { error: code } })
  }
}

/** Answer what refuses a request before its method runs. Errors of the door name the code of the API in `data`. */
function answerRpcError(error: unknown): Response {
  if (error instanceof RpcError) {
    const { status, data, ...said } = error.refusal
    const code = status === 404 ? 'ERR_NOT_FOUND' : 'ERR_BODY_INVALID'
    return answerRefusal({ ...said, data: { error: code, ...data } }, status, error.id)
  }
  const explained = describeError(error)
  const { status, code, msg, errorId } = explained
  const answer = answerRefusal({ code: RPC_CODES.refused, message: msg, data: { error: code } }, status, null)
  const retryAfter = findRetryAfter(explained)
  if (retryAfter !== undefined) answer.headers.set('retry-after', String(retryAfter))
  const allow = findDetails(explained, 'ERR_METHOD')?.allow
  if (allow !== undefined) answer.headers.set('allow', allow)
  if (status === 401) answer.headers.set('www-authenticate', 'Basic realm="palisade", charset="UTF-8"')
  return setAnswerNote(answer, { code, ...(errorId && { errorId }) })
}

/** Without an id of a request the error has none. */
function answerRefusal(error: object, status: number, id: RpcId | null): Response {
  return answerJson({ jsonrpc: '2.0', ...(id === null ? {} : { id }), error }, status)
}
