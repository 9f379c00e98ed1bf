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
import { countCost } from './countCost.ts'
import { executeOperation } from './executeOperation.ts'
import {
  type ApiError,
  formatExecutionError,
  formatValidationError,
  formatVariableError,
} from './formatErrors.ts'
import { prepareScalars } from './prepareScalars.ts'
import { BUCKET_SIZE, type Bucket, RESTORE_PER_SECOND, takePoints } from './throttle.ts'

const MOST_POINTS_PER_QUERY = 1000

export type AdminVersion = '2026-07' | '2026-10'
export const ADMIN_VERSIONS: readonly AdminVersion[] = ['2026-07', '2026-10']

export type AdminEngine = { schema: GraphQLSchema; table: AccessTable }

/** Loads what a version of the Admin API is made of. */
export async function loadEngine(version: AdminVersion): Promise<AdminEngine> {
  const [schema, scopes] = await Promise.all([loadSchema(`admin_${version}`), loadScopes(version)])
  return { schema: prepareScalars(schema), table: indexScopes(scopes) }
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

  const parsed = parseDocument(query)
  if ('error' in parsed) return refuse([parsed.error])
  const { document } = parsed
  const invalid = validate(engine.schema, document)
  if (invalid.length > 0) return refuse(invalid.map(formatValidationError))
  const operation = getOperationAST(document, operationName)
  if (!operation) return refuse([{ message: 'No operation with that name.' }])

  const planned = takePlannedStatus(state, shop, document)
  if (planned) return planned

  const given = variables ?? {}
  const coerced = getVariableValues(engine.schema, operation.variableDefinitions ?? [], given)
  if (coerced.errors) return refuse(coerced.errors.map((error) => formatVariableError(error, given)))

  const fragments = document.definitions.filter(
    (each): each is FragmentDefinitionNode => each.kind === Kind.FRAGMENT_DEFINITION,
  )
  const points = countCost({ schema: engine.schema, operation, fragments, variables: coerced.coerced })
  const cost = (actual: number | null) => ({
    cost: {
      requestedQueryCost: points,
      actualQueryCost: actual,
      throttleStatus: {
        maximumAvailable: BUCKET_SIZE,
        currentlyAvailable: Math.floor(bucket.available),
        restoreRate: RESTORE_PER_SECOND,
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

  const ctx = { state, shop, apiKey, scopes }
  const result = await executeOperation({ ...engine, document, operationName, variables: given, ctx })
  return {
    status: 200,
    body: {
      ...(result.data !== undefined && { data: result.data }),
      ...(result.errors && { errors: result.errors.map(formatExecutionError) }),
      extensions: cost(points),
    },
  }
}

function refuse(errors: ApiError[], extensions?: unknown): GraphqlAnswer {
  return { status: 200, body: { errors, ...(extensions !== undefined && { extensions }) } }
}

function parseDocument(query: string): { document: DocumentNode } | { error: ApiError } {
  try {
    return { document: parse(query) }
  } catch (error) {
    const message = error instanceof Error ? error.message : 'syntax error'
    return { error: { message: `syntax error: ${message}`, extensions: { code: 'graphql-syntax' } } }
  }
}

function takePlannedStatus(
  state: StandinState,
  shop: StandinShop,
  document: DocumentNode,
): GraphqlAnswer | null {
  const names = document.definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION
      ? definition.selectionSet.selections.flatMap((each) =>
          each.kind === Kind.FIELD ? [each.name.value] : [],
        )
      : [],
  )
  const failure = state.failures.find(
    (each) =>
      each.times > 0 &&
      each.status !== null &&
      (each.operation === '*' || names.includes(each.operation)) &&
      (each.shop === null || each.shop === shop.myshopifyDomain),
  )
  if (!failure || failure.status === null) return null
  failure.times -= 1
  if (failure.status === 0) return { status: null, body: null }
  const reason = failure.status === 429 ? 'Exceeded call limit.' : 'Internal error.'
  return { status: failure.status, body: { errors: reason } }
}

/** Finds the install that an access token belongs to, if it is still good. A shop's moved clock does not age it. */
export function findTokenScopes(shop: StandinShop, token: string): readonly string[] | null {
  const known = shop.installation?.accessTokens.get(token)
  if (!known || (known.expiresAt !== null && known.expiresAt <= Date.now() / 1000)) return null
  return known.scopes
}
