import {
  metafieldKey,
  nextId,
  resolveNamespace,
  type StandinMetafield,
  type StandinShop,
  shopNow,
} from '../../state.ts'
import { accessDenied, holdsScope } from '../checkAccess.ts'
import { checkValue, isKnownType } from '../checkValue.ts'
import { type AdminContext, formatGid, formatInstant, type UserError, userError } from '../context.ts'
import { digestOf, findOwner, toMetafield } from './metafields.ts'
import { reformatJson } from './reformatJson.ts'

const MOST_PER_CALL = 25
const MOST_BYTES_PER_CALL = 10_000_000

export type MetafieldsSetInput = {
  ownerId: string
  namespace?: string | null
  key: string
  type?: string | null
  value: string
  compareDigest?: string | null
}

/** `metafieldsSet`: at most 25 values, all or none; checks each by definition, type and compare digest. */
export function setMetafields(ctx: AdminContext, args: { metafields: MetafieldsSetInput[] }): unknown {
  const refuse = (errors: UserError[]) => ({
    __typename: 'MetafieldsSetPayload',
    metafields: [],
    userErrors: errors.map(userError),
  })
  if (args.metafields.length > MOST_PER_CALL)
    return refuse([
      {
        field: ['metafields'],
        message: `Exceeded the maximum metafields input limit of ${MOST_PER_CALL}.`,
        code: 'LESS_THAN_OR_EQUAL_TO',
      },
    ])
  const bytes = args.metafields.reduce((sum, each) => sum + Buffer.byteLength(each.value), 0)
  if (bytes > MOST_BYTES_PER_CALL)
    return refuse([
      { field: ['metafields'], message: 'The total size of the values exceeds 10MB.', code: 'TOO_LONG' },
    ])
  const judged = args.metafields.map((input, index) => judgeMetafield(ctx, input, ['metafields', `${index}`]))
  const errors = judged.flatMap((each, index) =>
    each.error ? [{ ...each.error, elementIndex: each.error.elementIndex ?? null, index }] : [],
  )
  if (errors.length > 0) return refuse(errors.map(({ index: _, ...error }) => error))
  const written = judged.flatMap((each) => (each.metafield ? [writeMetafield(ctx, each.metafield)] : []))
  return {
    __typename: 'MetafieldsSetPayload',
    metafields: written.map((metafield) => toMetafield(ctx, metafield)),
    userErrors: [],
  }
}

type Judged = { error: UserError | null; metafield: StandinMetafield | null }

/** Checks one metafield to be written, by `metafieldsSet` or inside another mutation's input. */
export function judgeMetafield(ctx: AdminContext, input: MetafieldsSetInput, path: string[]): Judged {
  const { shop, state } = ctx
  const refuse = (field: string, message: string, code: string): Judged => ({
    error: { field: field === '' ? path : [...path, field], message, code },
    metafield: null,
  })
  const owner = findOwner(ctx, input.ownerId)
  if (!owner) return refuse('ownerId', 'Owner does not exist.', 'INVALID')
  if (owner.writeScope && !holdsScope(ctx.scopes, [owner.writeScope]))
    throw accessDenied('metafieldsSet', `\`${owner.writeScope}\` access scope.`)
  const namespace = resolveNamespace(state.appId, input.namespace)
  if (/^app--/.test(namespace) && !isOwnNamespace(state.appId, namespace))
    return refuse(
      'namespace',
      'Access to this namespace and key on Metafields for this resource type is not allowed.',
      'APP_NOT_AUTHORIZED',
    )
  if (input.key.length < 2 || input.key.length > 64)
    return refuse(
      'key',
      'Key must be between 2 and 64 characters.',
      input.key.length < 2 ? 'TOO_SHORT' : 'TOO_LONG',
    )
  if (!/^[A-Za-z0-9_-]+$/.test(input.key)) return refuse('key', 'Key contains invalid characters.', 'INVALID')
  const definition = shop.metafieldDefinitions.get(`${owner.ownerType}|${namespace}|${input.key}`)
  const type = input.type ?? definition?.type
  if (!type) return refuse('type', "Type can't be blank", 'BLANK')
  if (!isKnownType(type)) return refuse('type', 'Type is not included in the list', 'INCLUSION')
  if (definition && definition.type !== type)
    return refuse(
      'type',
      `Type must be consistent with the definition's type: ${definition.type}`,
      'INVALID_TYPE',
    )
  if (!definition && /metaobject_reference|mixed_reference/.test(type))
    return refuse('type', `Type ${type} needs a metafield definition.`, 'INVALID_TYPE')
  const refused = checkValue({
    shop,
    appId: state.appId,
    type,
    value: input.value,
    validations: definition?.validations ?? [],
  })
  if (refused) return refuse('value', refused, refused.includes('blank') ? 'BLANK' : 'INVALID_VALUE')
  const existing = shop.metafields.get(metafieldKey(owner.gid, namespace, input.key))
  if (existing && !definition && existing.type !== type)
    return refuse('type', `Type can't be changed from ${existing.type}.`, 'INVALID_TYPE')
  if ('compareDigest' in input && input.compareDigest !== undefined) {
    if (input.compareDigest !== null && !/^[0-9a-f]{64}$/.test(input.compareDigest))
      return refuse('compareDigest', 'The compareDigest is invalid.', 'INVALID_COMPARE_DIGEST')
    if ((existing ? digestOf(existing.value) : null) !== input.compareDigest)
      return refuse(
        '',
        'The resource has been updated since it was loaded. Try again with an updated compareDigest value.',
        'STALE_OBJECT',
      )
  }
  const now = formatInstant(shopNow(shop))
  return {
    error: null,
    metafield: {
      id: existing?.id ?? formatGid('Metafield', nextId()),
      ownerGid: owner.gid,
      namespace,
      key: input.key,
      type,
      value: input.value,
      createdAt: existing?.createdAt ?? now,
      updatedAt: now,
    },
  }
}

/** The text that Shopify stores: of JSON perhaps not the text that it was given. */
function storeText({ knobs }: StandinShop, { type, value }: StandinMetafield): string {
  return type === 'json' && knobs.jsonMetafields === 'reformatted' ? reformatJson(value) : value
}

export function writeMetafield(ctx: AdminContext, metafield: StandinMetafield): StandinMetafield {
  const stored = { ...metafield, value: storeText(ctx.shop, metafield) }
  ctx.shop.metafields.set(metafieldKey(stored.ownerGid, stored.namespace, stored.key), stored)
  return stored
}

function isOwnNamespace(appId: string, namespace: string): boolean {
  return namespace === `app--${appId}` || namespace.startsWith(`app--${appId}--`)
}

export type MetafieldIdentifier = { ownerId: string; namespace: string; key: string }

/** `metafieldsDelete`: deletes existing metafields; the answer has null for an identifier without one. */
export function deleteMetafields(ctx: AdminContext, args: { metafields: MetafieldIdentifier[] }): unknown {
  const deleted = args.metafields.map((identifier) => {
    const owner = findOwner(ctx, identifier.ownerId)
    if (owner?.writeScope && !holdsScope(ctx.scopes, [owner.writeScope]))
      throw accessDenied('metafieldsDelete', `\`${owner.writeScope}\` access scope.`)
    const namespace = resolveNamespace(ctx.state.appId, identifier.namespace)
    const key = owner ? metafieldKey(owner.gid, namespace, identifier.key) : ''
    if (!ctx.shop.metafields.delete(key)) return null
    return { __typename: 'MetafieldIdentifier', ...identifier, namespace }
  })
  return { __typename: 'MetafieldsDeletePayload', deletedMetafields: deleted, userErrors: [] }
}
