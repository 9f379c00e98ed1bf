import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLResolveInfo,
  getNamedType,
  isObjectType,
} from 'graphql'
import { type AccessTable, checkAccess, checkOwnAccess } from './checkAccess.ts'
import { type AdminCall, type AdminContext, type ApiObject, userError } from './context.ts'
import { findNode } from './resolvers/owner.ts'
import { toMutationRoot, toQueryRoot } from './resolvers/roots.ts'

export type ExecuteOperationParameters = {
  schema: GraphQLResolveInfo['schema']
  table: AccessTable
  document: DocumentNode
  operationName: string | null
  variables: Record<string, unknown>
  call: AdminCall
}

/** Executes a validated operation over the shop's state; a field that is not imitated is an error, never null. */
export async function executeOperation(parameters: ExecuteOperationParameters): Promise<ExecutionResult> {
  const { schema, table, document, operationName, variables, call } = parameters
  const ctx: AdminContext = { ...call, findNode: (id) => findNode(ctx, id) }
  const query = toQueryRoot(ctx)
  const mutation = toMutationRoot(ctx)

  const fieldResolver: GraphQLFieldResolver<ApiObject | undefined, AdminContext> = (
    source,
    args,
    _,
    info,
  ) => {
    checkAccess({ table, info, args, ctx })
    const isMutation = info.parentType === schema.getMutationType()
    const planned = isMutation ? takeFailure(ctx, info) : null
    if (planned) return planned
    const parent = info.parentType === schema.getQueryType() ? query : isMutation ? mutation : source
    const field = parent?.[info.fieldName]
    if (field === undefined)
      throw new GraphQLError(`The stand-in does not support ${info.parentType.name}.${info.fieldName}.`, {
        extensions: { code: 'STANDIN_NOT_IMITATED' },
      })
    const result: unknown = typeof field === 'function' ? field(args) : field
    checkOwnAccess({ table, info, args, ctx, result })
    return result
  }

  return await execute({
    schema,
    document,
    contextValue: ctx,
    operationName,
    variableValues: variables,
    fieldResolver: fieldResolver as GraphQLFieldResolver<unknown, unknown>,
    typeResolver: (value) => (value as ApiObject).__typename,
  })
}

/** Payload of a mutation that `POST /standin/fail` made fail: its user errors, every other field null. */
function takeFailure(ctx: AdminContext, info: GraphQLResolveInfo): ApiObject | null {
  const failure = ctx.shop.failures.find(
    (each) => each.times > 0 && each.status === null && each.operation === info.fieldName,
  )
  const payload = getNamedType(info.returnType)
  if (!failure || !isObjectType(payload)) return null
  failure.times -= 1
  const empty = Object.fromEntries(Object.keys(payload.getFields()).map((name) => [name, null]))
  return { ...empty, __typename: payload.name, userErrors: failure.userErrors.map(userError) }
}
