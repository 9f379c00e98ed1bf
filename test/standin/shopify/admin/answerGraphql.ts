import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  getOperationAST,
  getVariableValues,
  Kind,
  parse,
  validate,
} from 'graphql'
import { loadSchema, loadScopes } from '../schemas/loadSchema.ts'
import type { StandinShop, StandinState } from '../state.ts'
import { type AccessTable, indexScopes } from './checkAccess.ts'
import { countActualCost } from './countActualCost.ts'
import { countCost } from './countCost.ts'
import { executeOperation } from './executeOperation.ts'
import {
  type ApiError,
  formatExecutionError,
  formatValidationError,
  formatVariableError,
} from './formatErrors.ts'
import { prepareScalars } from './prepareScalars.ts'
import { type Bucket, givePoints, sizeOf, takePoints } from './throttle.ts'

const MOST_POINTS_PER_QUERY = 1000
const MOST_JUDGED = 1000

export type AdminVersion = '2026-07' | '2026-10'
export const ADMIN_VERSIONS: readonly AdminVersion[] = ['2026-07', '2026-10']

export type AdminEngine = {
  schema: GraphQLSchema
  table: AccessTable
  /** Parsed and validated operations by their text, since an app sends the same few again and again. */
  judged: Map<string, JudgedDocument>
}
type JudgedDocument = { document: DocumentNode } | { errors: ApiError[] }

/** Loads the schema and the scope table of an Admin API version. */
export async function loadEngine(version: AdminVersion): Promise<AdminEngine> {
  const [schema, scopes] = await Promise.all([loadSchema(`admin_${version}`), loadScopes(version)])
  return { schema: prepareScalars(schema), table: indexScopes(scopes), judged: new Map() }
}

export type AnswerGraphqlParameters = {
  engine: AdminEngine
  state: StandinState
  shop: StandinShop
  apiKey: string
  scopes: readonly string[]
  bucket: Bucket
  body: unknown
}

/** A status of null asks the server to drop the connection. */
export type GraphqlAnswer = { status: number | null; body: unknown }

/** Answers one Admin GraphQL request: parse, validate, coerce, count, throttle, execute. */
export async function answerGraphql(parameters: AnswerGraphqlParameters): Promise<GraphqlAnswer> {
  const { engine, state, shop, apiKey, scopes, bucket } = parameters
  const {
    query,
    variables = {},
    operationName = null,
  } = (parameters.body ?? {}) as {
    query?: unknown
    variables?: Record<string, unknown> | null
    operationName?: string | null
  }
  if (typeof query !== 'string' || query.trim() === '')
    return { status: 400, body: { errors: { query: 'Required parameter missing or invalid' } } }

  const judged = engine.judged.get(query) ?? judgeDocument(engine.schema, query)
  if (engine.judged.size >= MOST_JUDGED) engine.judged.clear()
  engine.judged.set(query, judged)
  if ('errors' in judged) return refuse(judged.errors)
  const { document } = judged
  const operation = getOperationAST(document, operationName)
  if (!operation) return refuse([{ message: 'No operation with that name.' }])

  const planned = takePlannedStatus(shop, document)
  if (planned) return planned

  const given = variables ?? {}
  const coerced = getVariableValues(engine.schema, operation.variableDefinitions ?? [], given)
  if (coerced.errors) return refuse(coerced.errors.map((error) => formatVariableError(error, given)))

  const fragments = document.definitions.filter(
    (each): each is FragmentDefinitionNode => each.kind === Kind.FRAGMENT_DEFINITION,
  )
  const points = countCost({
    schema: engine.schema,
    operation,
    fragments,
    variables: coerced.coerced,
    nodesCost: shop.knobs.nodesCost,
  })
  const cost = (actual: number | null) => ({
    cost: {
      requestedQueryCost: points,
      actualQueryCost: actual,
      throttleStatus: {
        maximumAvailable: sizeOf(bucket),
        currentlyAvailable: Math.floor(bucket.available),
        restoreRate: bucket.perSecond,
      },
    },
  })
  if (points > MOST_POINTS_PER_QUERY)
    return refuse([
      {
        message: `Query cost is ${points}, which exceeds the single query max cost limit (${MOST_POINTS_PER_QUERY}).`,
        extensions: { code: 'MAX_COST_EXCEEDED', cost: points, maxCost: MOST_POINTS_PER_QUERY },
      },
    ])
  if (!takePoints({ bucket, points, now: Date.now() / 1000 }))
    return refuse([{ message: 'Throttled', extensions: { code: 'THROTTLED' } }], cost(null))

  const call = { state, shop, apiKey, scopes }
  const result = await executeOperation({ ...engine, document, operationName, variables: given, call })
  const actual =
    operation.operation === 'mutation' ? points : countActualCost({ data: result.data, most: points })
  givePoints({ bucket, points: points - actual })
  return {
    status: 200,
    body: {
      ...(result.data !== undefined && { data: result.data }),
      ...(result.errors && { errors: result.errors.map(formatExecutionError) }),
      extensions: cost(actual),
    },
  }
}

function refuse(errors: ApiError[], extensions?: unknown): GraphqlAnswer {
  return { status: 200, body: { errors, ...(extensions !== undefined && { extensions }) } }
}

function judgeDocument(schema: GraphQLSchema, query: string): JudgedDocument {
  try {
    const document = parse(query)
    const invalid = validate(schema, document)
    return invalid.length > 0 ? { errors: invalid.map(formatValidationError) } : { document }
  } catch (error) {
    const message = error instanceof Error ? error.message : 'syntax error'
    return { errors: [{ message: `syntax error: ${message}`, extensions: { code: 'graphql-syntax' } }] }
  }
}

function takePlannedStatus(shop: StandinShop, document: DocumentNode): GraphqlAnswer | null {
  const names = document.definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION
      ? definition.selectionSet.selections.flatMap((each) =>
          each.kind === Kind.FIELD ? [each.name.value] : [],
        )
      : [],
  )
  const failure = shop.failures.find(
    (each) =>
      each.times > 0 && each.status !== null && (each.operation === '*' || names.includes(each.operation)),
  )
  if (!failure || failure.status === null) return null
  if (failure.every !== undefined) {
    failure.seen = (failure.seen ?? 0) + 1
    if (failure.seen % failure.every !== 0) return null
  }
  failure.times -= 1
  if (failure.status === 0) return { status: null, body: null }
  const reason = failure.status === 429 ? 'Exceeded call limit.' : 'Internal error.'
  return { status: failure.status, body: { errors: reason } }
}

/**
 * Scopes of a valid access token; null if it is unknown or expired. Expiry uses the real clock, not the shop's shifted
 * one.
 */
export function findTokenScopes(shop: StandinShop, token: string): readonly string[] | null {
  const known = shop.installation?.accessTokens.get(token)
  if (!known || (known.expiresAt !== null && known.expiresAt <= Date.now() / 1000)) return null
  return known.scopes
}
