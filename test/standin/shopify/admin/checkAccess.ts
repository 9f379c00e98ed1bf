import { GraphQLError, type GraphQLResolveInfo, getNamedType } from 'graphql'
import { resolveMetaobjectType } from '../state.ts'
import type { AdminContext } from './context.ts'

/** One row of Shopify's published scope table. */
export type ScopeRule = {
  type: 'type' | 'field'
  typeName: string
  fieldName?: string
  requiredAccess: string
  offlineScopes: string[]
}

export type AccessTable = { types: Map<string, ScopeRule>; fields: Map<string, ScopeRule> }

/** Indexes the scope table; drops rules without scopes. */
export function indexScopes(rules: readonly ScopeRule[]): AccessTable {
  const table: AccessTable = { types: new Map(), fields: new Map() }
  for (const rule of rules) {
    if (rule.offlineScopes.length === 0) continue
    if (rule.type === 'type') table.types.set(rule.typeName, rule)
    else table.fields.set(`${rule.typeName}.${rule.fieldName}`, rule)
  }
  return table
}

/** Whether one of the wanted scopes is granted; `write_x` includes `read_x`. */
export function holdsScope(granted: readonly string[], wanted: readonly string[]): boolean {
  return wanted.some(
    (scope) =>
      granted.includes(scope) ||
      (scope.startsWith('read_') && granted.includes(`write_${scope.slice('read_'.length)}`)),
  )
}

export function accessDenied(fieldName: string, requiredAccess: string): GraphQLError {
  return new GraphQLError(`Access denied for ${fieldName} field. Required access: ${requiredAccess}`, {
    extensions: {
      code: 'ACCESS_DENIED',
      documentation: 'https://shopify.dev/api/usage/access-scopes',
      requiredAccess,
    },
  })
}

/** Types with protected customer data. Those that Shopify's page does not name are refused in case of doubt. */
const PROTECTED = /^(Customer|Order|DraftOrder|FulfillmentOrder|Fulfillment|Refund|Return)(Connection)?$/

/** Refuses an object that Shopify withholds from an app without approval for protected customer data. */
function checkApproval({ ctx, typeName }: { ctx: AdminContext; typeName: string }): void {
  const name = PROTECTED.exec(typeName)?.[1]
  if (!name || ctx.shop.customerData === 'approved') return
  const documentation = 'https://shopify.dev/docs/apps/launch/protected-customer-data'
  throw new GraphQLError(
    `This app is not approved to access the ${name} object. See ${documentation} for more details.`,
    { extensions: { code: 'ACCESS_DENIED', documentation } },
  )
}

type CheckAccessParameters = {
  table: AccessTable
  info: GraphQLResolveInfo
  args: Record<string, unknown>
  ctx: AdminContext
}

/**
 * Refuses a field if its scope, or its type's scope, is not granted. The published table requires metaobject scopes
 * everywhere. An app's own `$app:` types need none, so `checkOwnAccess` judges those once the result is known.
 */
export function checkAccess(parameters: CheckAccessParameters): void {
  const { table, info, args, ctx } = parameters
  const field = table.fields.get(`${info.parentType.name}.${info.fieldName}`)
  if (field && !holdsScope(ctx.scopes, field.offlineScopes) && !asksForOwnMetaobject(field, args, ctx))
    throw accessDenied(info.fieldName, field.requiredAccess)
  const typeName = getNamedType(info.returnType).name
  const type = table.types.get(typeName)
  if (type && !typeName.startsWith('Metaobject') && !holdsScope(ctx.scopes, type.offlineScopes))
    throw accessDenied(info.fieldName, type.requiredAccess)
  checkApproval({ ctx, typeName })
}

/** Refuses a resolved object, e.g. of a field of abstract or metaobject type, whose type's scope is not granted. */
export function checkOwnAccess(parameters: CheckAccessParameters & { result: unknown }): void {
  const { table, info, ctx, result } = parameters
  for (const value of Array.isArray(result) ? result : [result]) {
    if (typeof value !== 'object' || value === null || !('__typename' in value)) continue
    checkApproval({ ctx, typeName: String(value.__typename) })
    const rule = table.types.get(String(value.__typename))
    if (!rule || holdsScope(ctx.scopes, rule.offlineScopes)) continue
    if (isMetaobjectName(rule.typeName) && 'type' in value && isOwnType(ctx, String(value.type))) continue
    throw accessDenied(info.fieldName, rule.requiredAccess)
  }
}

function asksForOwnMetaobject(rule: ScopeRule, args: Record<string, unknown>, ctx: AdminContext): boolean {
  if (!/metaobject/i.test(rule.fieldName ?? '')) return false
  const handle = args.handle as { type?: string } | undefined
  const definition = args.definition as { type?: string } | undefined
  const metaobject = args.metaobject as { type?: string } | undefined
  const named = (args.type as string | undefined) ?? handle?.type ?? definition?.type ?? metaobject?.type
  if (named) return isOwnType(ctx, named)
  const id = String(args.id ?? '')
  const known = ctx.shop.metaobjects.get(id)
  if (known) return isOwnType(ctx, known.type)
  const knownDefinition = [...ctx.shop.metaobjectDefinitions.values()].find((each) => each.id === id)
  return knownDefinition === undefined || isOwnType(ctx, knownDefinition.type)
}

function isMetaobjectName(typeName: string): boolean {
  return typeName === 'Metaobject' || typeName === 'MetaobjectDefinition'
}

function isOwnType(ctx: AdminContext, type: string): boolean {
  return resolveMetaobjectType(ctx.state.appId, type).startsWith(`app--${ctx.state.appId}--`)
}
