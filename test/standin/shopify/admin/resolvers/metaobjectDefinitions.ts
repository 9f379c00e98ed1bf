import { nextId, resolveMetaobjectType, type StandinMetaobjectDefinition } from '../../state.ts'
import { isKnownType } from '../checkValue.ts'
import { type AdminContext, type ApiObject, formatGid, type UserError, userError } from '../context.ts'
import { toMetaobjectDefinition } from './metaobjects.ts'

export type MetaobjectDefinitionInput = {
  type: string
  name?: string | null
  description?: string | null
  displayNameKey?: string | null
  access?: { admin?: string | null; storefront?: string | null; customerAccount?: string | null } | null
  capabilities?: Record<string, { enabled: boolean } | null> | null
  fieldDefinitions?: FieldDefinitionInput[] | null
}

type FieldDefinitionInput = {
  key: string
  name?: string | null
  description?: string | null
  type: string
  required?: boolean | null
  validations?: { name: string; value: string }[] | null
}

/** `metaobjectDefinitionCreate`. */
export function createMetaobjectDefinition(
  ctx: AdminContext,
  args: { definition: MetaobjectDefinitionInput },
): unknown {
  const input = args.definition
  const type = resolveMetaobjectType(ctx.state.appId, input.type)
  const error = judge(ctx, input, type)
  const payload = { __typename: 'MetaobjectDefinitionCreatePayload' }
  if (error) return { ...payload, metaobjectDefinition: null, userErrors: [userError(error)] }
  const definition: StandinMetaobjectDefinition = {
    id: formatGid('MetaobjectDefinition', nextId()),
    type,
    name: input.name ?? input.type,
    description: input.description ?? null,
    displayNameKey: input.displayNameKey ?? null,
    access: {
      admin: input.access?.admin ?? (type.startsWith('app--') ? 'PRIVATE' : 'PUBLIC_READ_WRITE'),
      storefront: input.access?.storefront ?? 'NONE',
      customerAccount: input.access?.customerAccount ?? 'NONE',
    },
    capabilities: Object.fromEntries(
      Object.entries(input.capabilities ?? {}).map(([name, value]) => [name, value?.enabled ?? false]),
    ),
    fieldDefinitions: (input.fieldDefinitions ?? []).map((field) => ({
      key: field.key,
      name: field.name ?? field.key,
      description: field.description ?? null,
      type: field.type,
      required: field.required ?? false,
      validations: field.validations ?? [],
    })),
  }
  ctx.shop.metaobjectDefinitions.set(type, definition)
  return { ...payload, metaobjectDefinition: toMetaobjectDefinition(ctx, definition), userErrors: [] }
}

function judge(ctx: AdminContext, input: MetaobjectDefinitionInput, type: string): UserError | null {
  const refuse = (field: string[], message: string, code: string): UserError => ({
    field: ['definition', ...field],
    message,
    code,
  })
  if (!/^[A-Za-z0-9_-]{3,255}$/.test(type))
    return refuse(['type'], 'Type contains invalid characters.', 'INVALID')
  const isOwn = type.startsWith(`app--${ctx.state.appId}--`)
  if (type.startsWith('app--') && !isOwn) return refuse(['type'], 'Type is reserved.', 'RESERVED_NAME')
  if (ctx.shop.metaobjectDefinitions.has(type))
    return refuse(['type'], 'Type has already been taken', 'TAKEN')
  if (input.access?.admin && !isOwn)
    return refuse(
      ['access', 'admin'],
      'Setting admin access is only allowed for app-reserved types.',
      'ADMIN_ACCESS_INPUT_NOT_ALLOWED',
    )
  const fields = input.fieldDefinitions ?? []
  if (fields.length === 0) return refuse(['fieldDefinitions'], "Field definitions can't be blank", 'BLANK')
  if (fields.length > 40)
    return refuse(['fieldDefinitions'], 'Maximum 40 fields per metaobject definition.', 'TOO_LONG')
  for (const [index, field] of fields.entries()) {
    const at = ['fieldDefinitions', `${index}`]
    if (!/^[A-Za-z0-9_-]{2,64}$/.test(field.key)) return refuse([...at, 'key'], 'Key is invalid.', 'INVALID')
    if (!isKnownType(field.type))
      return refuse([...at, 'type'], 'Type is not included in the list', 'INCLUSION')
    if (fields.findIndex((each) => each.key === field.key) !== index)
      return refuse([...at, 'key'], 'Key is used more than once.', 'DUPLICATE_FIELD_INPUT')
  }
  if (input.displayNameKey && !fields.some((field) => field.key === input.displayNameKey))
    return refuse(
      ['displayNameKey'],
      `Field definition "${input.displayNameKey}" does not exist`,
      'UNDEFINED_OBJECT_FIELD',
    )
  return null
}

/** Finds a definition by its type, with `$app:` or resolved. */
export function findMetaobjectDefinition(ctx: AdminContext, type: string): ApiObject | null {
  const definition = ctx.shop.metaobjectDefinitions.get(resolveMetaobjectType(ctx.state.appId, type))
  return definition ? toMetaobjectDefinition(ctx, definition) : null
}
