import { findRetryAfter } from '../../../core/errors/details.ts'
import { describeError } from '../../../describeError.ts'
import { composeAnswerSchema, composeRequestSchema } from '../../describe/composeSchema.ts'
import type { AgentTool } from '../tools.ts'
import type { Era } from './checkEra.ts'
import { isObject, type RpcMessage } from './parseMessage.ts'
import { RPC_CODES, RpcError, type RpcId } from './rpcError.ts'
import { chooseLegacyVersion, MODERN_VERSIONS } from './versions.ts'

const SERVER = { name: 'palisade', title: 'Palisade', version: '1' }
const INSTRUCTIONS =
  'This shop has offers and products for holders of tokens. find_gates lists them. To open one: challenge, let the shopper’s wallet sign the text, then unlock with the signature, and send its cartWrites to the shop’s Storefront API. If it has none, enter its codes as coupons. why says what is missing. Never sign for a shopper without asking.'
/** The tools are the same for everybody, until this server is replaced. */
const CACHE = { ttlMs: 3_600_000, cacheScope: 'public' }

export type AnswerMethodParameters = {
  readonly message: RpcMessage & { readonly id: RpcId }
  readonly era: Era
  readonly tools: readonly Pick<AgentTool<never>, 'name' | 'endpoint' | 'isReading' | 'isOpenWorld'>[]
  /** Run a tool that exists. */
  readonly runTool: (name: string, body: unknown) => Promise<object>
}

/**
 * Answer a method of MCP with its result. A tool that refuses is a result too, so that a model can correct itself.
 * @throws {RpcError} for an unknown method or tool
 */
export async function answerMethod(parameters: AnswerMethodParameters): Promise<object> {
  const { message, era } = parameters
  const result = await findResult(parameters)
  if (result === null) {
    const said = `This server has no method "${message.method.slice(0, 60)}".`
    // Modern clients tell by the status that no other server answered.
    const status = era === 'modern' ? 404 : 200
    throw new RpcError({ status, code: RPC_CODES.method, message: said }, message.id)
  }
  if (era === 'legacy') return result
  return { resultType: 'complete', ...result, _meta: { 'io.modelcontextprotocol/serverInfo': SERVER } }
}

async function findResult({ message, era, tools, runTool }: AnswerMethodParameters): Promise<object | null> {
  const { method, id, params } = message
  const isModern = era === 'modern'
  const known = { capabilities: { tools: {} }, instructions: INSTRUCTIONS }
  switch (method) {
    case 'initialize':
      if (isModern) return null
      return { protocolVersion: chooseLegacyVersion(params.protocolVersion), serverInfo: SERVER, ...known }
    case 'ping':
      return isModern ? null : {}
    case 'server/discover':
      return isModern ? { supportedVersions: MODERN_VERSIONS, ...known, ...CACHE } : null
    case 'tools/list':
      if (params.cursor !== undefined)
        throw new RpcError({ status: 200, code: RPC_CODES.params, message: 'There is no such page.' }, id)
      return { tools: tools.map(toDescription), ...(isModern ? CACHE : {}) }
    case 'tools/call': {
      const { name, arguments: given = {} } = params
      const tool = tools.find((one) => one.name === name)
      if (!tool || !isObject(given)) {
        const names = tools.map((one) => one.name).join(', ')
        const said = tool ? '"arguments" must be an object.' : `Unknown tool. This server has ${names}.`
        throw new RpcError({ status: 200, code: RPC_CODES.params, message: said }, id)
      }
      return answerTool(() => runTool(tool.name, given))
    }
    default:
      return null
  }
}

async function answerTool(run: () => Promise<object>): Promise<object> {
  try {
    const structuredContent = await run()
    const text = JSON.stringify(structuredContent)
    return { content: [{ type: 'text', text }], structuredContent, isError: false }
  } catch (error) {
    const explained = describeError(error)
    const retryAfter = findRetryAfter(explained)
    const said = { error: explained.code, msg: explained.msg, ...(retryAfter ? { retryAfter } : {}) }
    return { content: [{ type: 'text', text: JSON.stringify(said) }], isError: true }
  }
}

function toDescription({ name, endpoint, isReading, isOpenWorld }: AnswerMethodParameters['tools'][number]) {
  const { summary, description, request, answers } = endpoint
  const schema = answers[0]?.body?.schema
  return {
    name,
    title: summary,
    description: description.slice(0, -1).join('\n\n'),
    inputSchema: composeRequestSchema(request),
    ...(schema && { outputSchema: composeAnswerSchema(schema) }),
    annotations: {
      ...{ title: summary, readOnlyHint: isReading, destructiveHint: false },
      ...{ idempotentHint: isReading, openWorldHint: isOpenWorld },
    },
  }
}
