import { nextId, resolveNamespace, type StandinMetafieldDefinition } from '../../state.ts'
import { accessDenied, holdsScope } from '../checkAccess.ts'
import { isKnownType, listReferenceTypes } from '../checkValue.ts'
import { type AdminContext, type ApiObject, formatGid, type UserError, userError } from '../context.ts'
import { type PageArguments, paginate } from '../paginate.ts'
import { ownerTypeOf, toMetafield, writeScopeOf } from './metafields.ts'

type Capability = { enabled: boolean } | null
export type MetafieldDefinitionInput = {
  ownerType: string
  namespace?: string | null
  key: string
  name: string
  description?: string | null
  type: string
  access?: { admin?: string | null; storefront?: string | null; customerAccount?: string | null } | null
  capabilities?: Record<string, Capability> | null
  validations?: { name: string; value: string }[] | null
}

/** `metafieldDefinitionCreate`. Storefront access defaults to none; admin access is allowed for own namespaces only. */
export function createMetafieldDefinition(
  ctx: AdminContext,
  args: { definition: MetafieldDefinitionInput },
): unknown {
  const input = args.definition
  const scope = writeScopeOf(input.ownerType)
  if (scope && !holdsScope(ctx.scopes, [scope]))
    throw accessDenied('metafieldDefinitionCreate', `\`${scope}\` access scope.`)
  const namespace = resolveNamespace(ctx.state.appId, input.namespace)
  const error = judge(ctx, input, namespace)
  const payload = { __typename: 'MetafieldDefinitionCreatePayload' }
  if (error) return { ...payload, createdDefinition: null, userErrors: [userError(error)] }
  const definition: StandinMetafieldDefinition = {
    id: formatGid('MetafieldDefinition', nextId()),
    ownerType: input.ownerType,
    namespace,
    key: input.key,
    name: input.name,
    description: input.description ?? null,
    type: input.type,
    access: {
      admin: input.access?.admin ?? (namespace.startsWith('app--') ? 'PRIVATE' : 'PUBLIC_READ_WRITE'),
      storefront: input.access?.storefront ?? 'NONE',
      customerAccount: input.access?.customerAccount ?? 'NONE',
    },
    capabilities: Object.fromEntries(
      Object.entries(input.capabilities ?? {}).map(([name, value]) => [name, value?.enabled ?? false]),
    ),
    validations: input.validations ?? [],
  }
  ctx.shop.metafieldDefinitions.set(`${input.ownerType}|${namespace}|${input.key}`, definition)
  return { ...payload, createdDefinition: toMetafieldDefinition(ctx, definition), userErrors: [] }
}

function judge(ctx: AdminContext, input: MetafieldDefinitionInput, namespace: string): UserError | null {
  const refuse = (field: string, message: string, code: string): UserError => ({
    field: ['definition', field],
    message,
    code,
  })
  if (input.name.trim() === '') return refuse('name', "Name can't be blank.", 'BLANK')
  if (input.key.length < 2) return refuse('key', 'Key is too short (minimum is 2 characters).', 'TOO_SHORT')
  if (input.key.length > 64) return refuse('key', 'Key is too long (maximum is 64 characters).', 'TOO_LONG')
  if (!/^[A-Za-z0-9_-]+$/.test(input.key))
    return refuse('key', 'Key contains invalid characters.', 'INVALID_CHARACTER')
  const isOwn = namespace.startsWith(`app--${ctx.state.appId}`)
  if (namespace.startsWith('app--') && !isOwn)
    return refuse('namespace', 'Namespace is reserved.', 'RESERVED_NAMESPACE_KEY')
  if (!isKnownType(input.type)) return refuse('type', 'Type is not included in the list', 'INCLUSION')
  if (input.access?.admin && !isOwn)
    return refuse(
      'access',
      'Setting admin access is only allowed for app-reserved namespaces.',
      'ADMIN_ACCESS_INPUT_NOT_ALLOWED',
    )
  if (ctx.shop.metafieldDefinitions.has(`${input.ownerType}|${namespace}|${input.key}`))
    return refuse(
      'key',
      `Key is in use for ${input.ownerType} metafields on the '${namespace}' namespace.`,
      'TAKEN',
    )
  if (input.type.endsWith('metaobject_reference')) {
    const types = listReferenceTypes({
      shop: ctx.shop,
      appId: ctx.state.appId,
      validations: input.validations ?? [],
    })
    if (!types.some((type) => ctx.shop.metaobjectDefinitions.has(type)))
      return refuse('validations', 'Validations require that you select a metaobject.', 'INVALID_OPTION')
  }
  return null
}

export function toMetafieldDefinition(ctx: AdminContext, definition: StandinMetafieldDefinition): ApiObject {
  const capability = (name: string, more: Record<string, unknown> = {}) => ({
    __typename: 'MetafieldCapability',
    eligible: true,
    enabled: definition.capabilities[name] ?? false,
    ...more,
  })
  return {
    __typename: 'MetafieldDefinition',
    id: definition.id,
    ownerType: definition.ownerType,
    namespace: definition.namespace,
    key: definition.key,
    name: definition.name,
    description: definition.description,
    pinnedPosition: null,
    useAsCollectionCondition: false,
    validationStatus: 'ALL_VALID',
    type: { __typename: 'MetafieldDefinitionType', name: definition.type, category: 'TEXT' },
    access: { __typename: 'MetafieldAccess', ...definition.access },
    capabilities: {
      __typename: 'MetafieldCapabilities',
      adminFilterable: capability('adminFilterable', { status: 'NOT_FILTERABLE' }),
      analyticsQueryable: capability('analyticsQueryable'),
      cartToOrderCopyable: capability('cartToOrderCopyable'),
      smartCollectionCondition: capability('smartCollectionCondition'),
      uniqueValues: capability('uniqueValues'),
    },
    validations: definition.validations.map((each) => ({
      __typename: 'MetafieldDefinitionValidation',
      ...each,
    })),
    metafieldsCount: () => listMetafields(ctx, definition).length,
    metafields: (args: PageArguments) =>
      paginate({
        items: listMetafields(ctx, definition),
        args,
        idOf: (each) => each.id,
        toNode: (each) => toMetafield(ctx, each),
      }),
  }
}

function listMetafields(ctx: AdminContext, definition: StandinMetafieldDefinition) {
  return [...ctx.shop.metafields.values()].filter(
    (each) =>
      each.namespace === definition.namespace &&
      each.key === definition.key &&
      ownerTypeOf(each) === definition.ownerType,
  )
}

/** Lists definitions of one owner type, as `metafieldDefinitions` does. */
export function listMetafieldDefinitions(
  ctx: AdminContext,
  args: PageArguments & { ownerType: string; namespace?: string | null; key?: string | null },
): ApiObject {
  const namespace = args.namespace ? resolveNamespace(ctx.state.appId, args.namespace) : null
  const items = [...ctx.shop.metafieldDefinitions.values()].filter(
    (each) =>
      each.ownerType === args.ownerType &&
      (namespace === null || each.namespace === namespace) &&
      (!args.key || each.key === args.key),
  )
  return paginate({
    items,
    args,
    idOf: (each) => each.id,
    toNode: (each) => toMetafieldDefinition(ctx, each),
  })
}

export type MetafieldDefinitionIdentifier = { ownerType: string; namespace?: string | null; key: string }

/** Finds one definition by id or by identifier, as `metafieldDefinition` does. */
export function findMetafieldDefinition(
  ctx: AdminContext,
  args: { id?: string | null; identifier?: MetafieldDefinitionIdentifier | null },
): ApiObject | null {
  for (const each of ctx.shop.metafieldDefinitions.values()) {
    const { identifier } = args
    const same = identifier
      ? each.ownerType === identifier.ownerType &&
        each.key === identifier.key &&
        each.namespace === resolveNamespace(ctx.state.appId, identifier.namespace)
      : each.id === args.id
    if (same) return toMetafieldDefinition(ctx, each)
  }
  return null
}
