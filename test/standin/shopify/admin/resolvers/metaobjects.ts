import {
  nextId,
  resolveMetaobjectType,
  type StandinMetaobject,
  type StandinMetaobjectDefinition,
  shopNow,
} from '../../state.ts'
import { checkValue } from '../checkValue.ts'
import {
  type AdminContext,
  type ApiObject,
  formatGid,
  formatInstant,
  type UserError,
  userError,
} from '../context.ts'
import { type PageArguments, paginate } from '../paginate.ts'
import { toApp } from './app.ts'
import { jsonValueOf } from './metafields.ts'

export function toMetaobject(ctx: AdminContext, metaobject: StandinMetaobject): ApiObject {
  const definition = ctx.shop.metaobjectDefinitions.get(metaobject.type)
  const toField = (key: string): ApiObject | null => {
    const field = definition?.fieldDefinitions.find((each) => each.key === key)
    if (!field) return null
    const value = metaobject.fields[key] ?? null
    return {
      __typename: 'MetaobjectField',
      key,
      type: field.type,
      value,
      jsonValue: value === null ? null : jsonValueOf(field.type, value),
      definition: () => toFieldDefinition(field),
      reference: () => (value !== null && /^[a-z]+_reference$/.test(field.type) ? ctx.findNode(value) : null),
    }
  }
  return {
    __typename: 'Metaobject',
    id: metaobject.id,
    type: metaobject.type,
    handle: metaobject.handle,
    displayName: displayNameOf(metaobject, definition),
    createdAt: metaobject.createdAt,
    updatedAt: metaobject.updatedAt,
    createdBy: () => toApp(ctx),
    createdByApp: () => toApp(ctx),
    createdByStaff: null,
    thumbnailField: null,
    capabilities: { __typename: 'MetaobjectCapabilityData', onlineStore: null, publishable: null },
    definition: () => (definition ? toMetaobjectDefinition(ctx, definition) : null),
    field: (args: { key: string }) => toField(args.key),
    fields: () => (definition?.fieldDefinitions ?? []).map((each) => toField(each.key)),
    values: () =>
      Object.fromEntries(
        Object.entries(metaobject.fields).map(([key, value]) => {
          const type = definition?.fieldDefinitions.find((each) => each.key === key)?.type ?? ''
          return [key, jsonValueOf(type, value)]
        }),
      ),
  }
}

function displayNameOf(
  metaobject: StandinMetaobject,
  definition: StandinMetaobjectDefinition | undefined,
): string {
  const key = definition?.displayNameKey
  return (key ? metaobject.fields[key] : undefined) ?? metaobject.handle
}

function toFieldDefinition(field: StandinMetaobjectDefinition['fieldDefinitions'][number]): ApiObject {
  return {
    __typename: 'MetaobjectFieldDefinition',
    key: field.key,
    name: field.name,
    description: field.description,
    required: field.required,
    type: { __typename: 'MetafieldDefinitionType', name: field.type, category: 'TEXT' },
    validations: field.validations.map((each) => ({ __typename: 'MetafieldDefinitionValidation', ...each })),
  }
}

export function toMetaobjectDefinition(
  ctx: AdminContext,
  definition: StandinMetaobjectDefinition,
): ApiObject {
  const all = () => [...ctx.shop.metaobjects.values()].filter((each) => each.type === definition.type)
  return {
    __typename: 'MetaobjectDefinition',
    id: definition.id,
    type: definition.type,
    name: definition.name,
    description: definition.description,
    displayNameKey: definition.displayNameKey,
    access: { __typename: 'MetaobjectAccess', ...definition.access },
    createdByApp: () => toApp(ctx),
    createdByStaff: null,
    hasThumbnailField: false,
    fieldDefinitions: () => definition.fieldDefinitions.map(toFieldDefinition),
    metaobjectsCount: () => all().length,
    metaobjects: (args: PageArguments) =>
      paginate({ items: all(), args, idOf: (each) => each.id, toNode: (each) => toMetaobject(ctx, each) }),
  }
}

export type MetaobjectUpsertArguments = {
  handle: { type: string; handle: string }
  metaobject?: { handle?: string | null; fields?: { key: string; value: string }[] | null } | null
  values?: Record<string, unknown> | null
}

/** `metaobjectUpsert`: creates or changes the entry of a type and handle; fields that are not named remain. */
export function upsertMetaobject(ctx: AdminContext, args: MetaobjectUpsertArguments): unknown {
  const payload = { __typename: 'MetaobjectUpsertPayload' }
  const refuse = (errors: UserError[]) => ({
    ...payload,
    metaobject: null,
    userErrors: errors.map(userError),
  })
  const type = resolveMetaobjectType(ctx.state.appId, args.handle.type)
  const definition = ctx.shop.metaobjectDefinitions.get(type)
  if (!definition)
    return refuse([
      {
        field: ['handle', 'type'],
        message: `No metaobject definition exists for type "${type}"`,
        code: 'UNDEFINED_OBJECT_TYPE',
      },
    ])
  if (!/^[a-z0-9_-]{1,255}$/i.test(args.handle.handle))
    return refuse([{ field: ['handle', 'handle'], message: 'Handle is invalid.', code: 'INVALID' }])
  const existing = [...ctx.shop.metaobjects.values()].find(
    (each) => each.type === type && each.handle === args.handle.handle.toLowerCase(),
  )
  const given = listGivenFields(args)
  const errors = judgeFields(ctx, definition, given, existing?.fields ?? {})
  if (errors.length > 0) return refuse(errors)
  const now = formatInstant(shopNow(ctx.shop))
  const fields = { ...existing?.fields }
  for (const { key, value } of given) {
    if (value === '') delete fields[key]
    else fields[key] = value
  }
  const metaobject: StandinMetaobject = {
    id: existing?.id ?? formatGid('Metaobject', nextId()),
    type,
    handle: (args.metaobject?.handle ?? args.handle.handle).toLowerCase(),
    fields,
    createdAt: existing?.createdAt ?? now,
    updatedAt: now,
  }
  ctx.shop.metaobjects.set(metaobject.id, metaobject)
  return { ...payload, metaobject: toMetaobject(ctx, metaobject), userErrors: [] }
}

function listGivenFields(args: MetaobjectUpsertArguments): { key: string; value: string }[] {
  const loose = Object.entries(args.values ?? {}).map(([key, value]) => ({
    key,
    value: typeof value === 'string' ? value : JSON.stringify(value),
  }))
  return [...(args.metaobject?.fields ?? []), ...loose]
}

function judgeFields(
  ctx: AdminContext,
  definition: StandinMetaobjectDefinition,
  given: { key: string; value: string }[],
  before: Record<string, string>,
): UserError[] {
  const errors: UserError[] = []
  given.forEach(({ key, value }, index) => {
    const field = definition.fieldDefinitions.find((each) => each.key === key)
    const at = { field: ['metaobject', 'fields', `${index}`], elementKey: key }
    if (!field) {
      errors.push({
        ...at,
        message: `Field definition "${key}" does not exist`,
        code: 'UNDEFINED_OBJECT_FIELD',
      })
      return
    }
    if (given.findIndex((each) => each.key === key) !== index)
      errors.push({ ...at, message: `Field "${key}" duplicates other inputs`, code: 'DUPLICATE_FIELD_INPUT' })
    const refused =
      value === ''
        ? null
        : checkValue({
            shop: ctx.shop,
            appId: ctx.state.appId,
            type: field.type,
            value,
            validations: field.validations,
          })
    if (refused) errors.push({ ...at, message: refused, code: 'INVALID_VALUE' })
  })
  for (const field of definition.fieldDefinitions) {
    const value = given.find((each) => each.key === field.key)?.value ?? before[field.key] ?? ''
    if (field.required && value === '')
      errors.push({
        field: ['metaobject'],
        elementKey: field.key,
        message: `${field.name} can't be blank`,
        code: 'OBJECT_FIELD_REQUIRED',
      })
  }
  return errors
}

/** `metaobjectDelete`. */
export function deleteMetaobject(ctx: AdminContext, args: { id: string }): unknown {
  const deleted = ctx.shop.metaobjects.delete(args.id)
  const missing: UserError = { field: ['id'], message: 'Record not found', code: 'RECORD_NOT_FOUND' }
  return {
    __typename: 'MetaobjectDeletePayload',
    deletedId: deleted ? args.id : null,
    userErrors: deleted ? [] : [userError(missing)],
  }
}

/** Finds an entry by type and handle. */
export function findMetaobject(
  ctx: AdminContext,
  handle: { type: string; handle: string },
): ApiObject | null {
  const type = resolveMetaobjectType(ctx.state.appId, handle.type)
  for (const each of ctx.shop.metaobjects.values())
    if (each.type === type && each.handle === handle.handle.toLowerCase()) return toMetaobject(ctx, each)
  return null
}

/** Lists the entries of a type. */
export function listMetaobjects(ctx: AdminContext, args: PageArguments & { type: string }): ApiObject {
  const type = resolveMetaobjectType(ctx.state.appId, args.type)
  const items = [...ctx.shop.metaobjects.values()].filter((each) => each.type === type)
  return paginate({ items, args, idOf: (each) => each.id, toNode: (each) => toMetaobject(ctx, each) })
}
