import { nextId, type StandinMetafield, type StandinValidation } from '../../state.ts'
import {
  type AdminContext,
  type ApiObject,
  formatGid,
  parseGid,
  type UserError,
  userError,
} from '../context.ts'
import { type PageArguments, paginate } from '../paginate.ts'
import { toFunction } from './app.ts'
import { formatErrorHistory } from './errorHistory.ts'
import { NOT_ELIGIBLE } from './functionPlan.ts'
import { metafieldFields } from './metafields.ts'
import { judgeMetafield, writeMetafield } from './setMetafields.ts'

const MOST_ACTIVE = 25

/**
 * The input after coercion: omitted fields already have Shopify's defaults, so an update that omits `enable` disables
 * it.
 */
export type ValidationInput = {
  title?: string | null
  functionHandle?: string | null
  functionId?: string | null
  enable: boolean | null
  blockOnFailure: boolean | null
  metafields: {
    namespace?: string | null
    key?: string | null
    type?: string | null
    value?: string | null
  }[]
}

export function toValidation(ctx: AdminContext, validation: StandinValidation): ApiObject {
  return {
    __typename: 'Validation',
    id: validation.id,
    title: validation.title,
    enabled: validation.enabled,
    blockOnFailure: validation.blockOnFailure,
    errorHistory: formatErrorHistory(ctx, validation.id),
    shopifyFunction: () => toFunction(ctx, validation.functionHandle),
    ...metafieldFields(ctx, validation.id),
  }
}

export function findValidation(ctx: AdminContext, id: string): StandinValidation | null {
  const gid = parseGid(id)
  return gid?.type === 'Validation'
    ? (ctx.shop.validations.get(formatGid('Validation', gid.id)) ?? null)
    : null
}

export function listValidations(ctx: AdminContext, args: PageArguments): ApiObject {
  return paginate({
    items: [...ctx.shop.validations.values()],
    args,
    idOf: (each) => each.id,
    toNode: (each) => toValidation(ctx, each),
  })
}

/** `validationCreate`: the Function must exist, be a validation, and be allowed on the shop's plan. */
export function createValidation(ctx: AdminContext, args: { validation: ValidationInput }): unknown {
  const input = args.validation
  const handle = findHandle(ctx, input)
  const validation: StandinValidation = {
    id: formatGid('Validation', nextId()),
    title: input.title ?? ctx.state.functions.find((each) => each.handle === handle)?.title ?? '',
    functionHandle: handle ?? '',
    enabled: input.enable ?? false,
    blockOnFailure: input.blockOnFailure ?? false,
  }
  return save(ctx, {
    payload: 'ValidationCreatePayload',
    ...{ input, validation },
    errors: judgeFunction(ctx, input),
  })
}

/** `validationUpdate`: omitted fields return to their defaults, `enable` too. */
export function updateValidation(
  ctx: AdminContext,
  args: { id: string; validation: ValidationInput },
): unknown {
  const payload = 'ValidationUpdatePayload'
  const existing = findValidation(ctx, args.id)
  if (!existing) return refuse(payload, [NOT_FOUND])
  const input = args.validation
  const validation: StandinValidation = {
    ...existing,
    title: input.title ?? existing.title,
    enabled: input.enable ?? false,
    blockOnFailure: input.blockOnFailure ?? false,
  }
  return save(ctx, { payload, input, validation, errors: [] })
}

/** `validationDelete`: deletes the validation and its metafields. */
export function deleteValidation(ctx: AdminContext, args: { id: string }): unknown {
  const existing = findValidation(ctx, args.id)
  const payload = { __typename: 'ValidationDeletePayload' }
  if (!existing) return { ...payload, deletedId: null, userErrors: [userError(NOT_FOUND)] }
  ctx.shop.validations.delete(existing.id)
  for (const [key, { ownerGid }] of ctx.shop.metafields)
    if (ownerGid === existing.id) ctx.shop.metafields.delete(key)
  return { ...payload, deletedId: existing.id, userErrors: [] }
}

const NOT_FOUND: UserError = { field: ['id'], message: 'Extension not found.', code: 'NOT_FOUND' }

type SaveParameters = {
  payload: string
  input: ValidationInput
  validation: StandinValidation
  errors: UserError[]
}

function save(ctx: AdminContext, { payload, input, validation, errors }: SaveParameters): unknown {
  const { validations } = ctx.shop
  const others = [...validations.values()].filter((each) => each.enabled && each.id !== validation.id)
  const found = [...errors]
  if (found.length === 0 && validation.enabled && !ctx.shop.functionsAllowed)
    found.push({ field: [], message: NOT_ELIGIBLE, code: 'CUSTOM_APP_FUNCTION_NOT_ELIGIBLE' })
  if (found.length === 0 && validation.enabled && others.length >= MOST_ACTIVE)
    found.push({
      field: [],
      message: `Cannot have more than ${MOST_ACTIVE} active validation functions.`,
      code: 'MAX_VALIDATIONS_ACTIVATED',
    })
  if (found.length > 0) return refuse(payload, found)
  const before = validations.get(validation.id)
  validations.set(validation.id, validation)
  const written: StandinMetafield[] = []
  for (const [index, { key, value, ...rest }] of input.metafields.entries()) {
    const { error, metafield } = judgeMetafield(
      ctx,
      { ...rest, ownerId: validation.id, key: key ?? '', value: value ?? '' },
      ['validation', 'metafields', `${index}`],
    )
    if (error) found.push(error)
    if (metafield) written.push(metafield)
  }
  if (found.length > 0) {
    if (before) validations.set(before.id, before)
    else validations.delete(validation.id)
    return refuse(payload, found)
  }
  for (const metafield of written) writeMetafield(ctx, metafield)
  return { __typename: payload, validation: toValidation(ctx, validation), userErrors: [] }
}

function refuse(payload: string, errors: UserError[]): unknown {
  return { __typename: payload, validation: null, userErrors: errors.map(userError) }
}

function judgeFunction(ctx: AdminContext, input: ValidationInput): UserError[] {
  const field = ['validation', input.functionId ? 'functionId' : 'functionHandle']
  const named = [input.functionHandle, input.functionId].filter((each) => each)
  if (named.length === 0)
    return [
      { field, message: 'Function id or handle must be provided.', code: 'MISSING_FUNCTION_IDENTIFIER' },
    ]
  if (named.length > 1)
    return [
      {
        field,
        message: 'Only one of function id or handle is allowed.',
        code: 'MULTIPLE_FUNCTION_IDENTIFIERS',
      },
    ]
  const found = ctx.state.functions.find((each) => each.handle === findHandle(ctx, input))
  if (!found)
    return [
      {
        field,
        message: `Function ${named[0]} not found. Ensure that it is released in the current app, and that the app is installed.`,
        code: 'FUNCTION_NOT_FOUND',
      },
    ]
  if (found.apiType !== 'cart_checkout_validation')
    return [
      {
        field,
        message: 'Unexpected Function API. The provided function must implement the validation API.',
        code: 'FUNCTION_DOES_NOT_IMPLEMENT',
      },
    ]
  return []
}

function findHandle(ctx: AdminContext, input: ValidationInput): string | null {
  const found = ctx.state.functions.find(
    (each) => each.handle === input.functionHandle || each.id === input.functionId,
  )
  return found?.handle ?? null
}
