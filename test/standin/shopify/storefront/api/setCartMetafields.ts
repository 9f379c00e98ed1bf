import { checkValue, isKnownType } from '../../admin/checkValue.ts'
import {
  metafieldKey,
  nextId,
  resolveNamespace,
  type StandinMetafield,
  type StandinShop,
  type StandinState,
  shopNow,
} from '../../state.ts'
import { findApiCart, toApiMetafield } from './toApiCart.ts'

/** A caller of the Storefront API, with its scopes. */
export type StorefrontCaller = { isApp: boolean; scopes: readonly string[] }

export type CartMetafieldsSetInput = { ownerId: string; key: string; type: string; value: string }

export type SetCartMetafieldsParameters = {
  state: StandinState
  shop: StandinShop
  caller: StorefrontCaller
  metafields: readonly CartMetafieldsSetInput[]
}

const MOST = 25

/**
 * `cartMetafieldsSet`: all or none. A plain key belongs to the calling app; `namespace.key` is open to everybody unless
 * an app reserved it.
 */
export function setCartMetafields(parameters: SetCartMetafieldsParameters): Record<string, unknown> {
  const { state, shop, metafields } = parameters
  const answer = { __typename: 'CartMetafieldsSetPayload', metafields: null }
  if (metafields.length > MOST) {
    const message = `Exceeded the maximum metafields input limit of ${MOST}.`
    return { ...answer, userErrors: [refuse(null, 'LESS_THAN_OR_EQUAL_TO', message)] }
  }
  const userErrors = metafields.flatMap((input, at) => check(parameters, input, at))
  if (userErrors.length > 0) return { ...answer, userErrors }
  const now = new Date(shopNow(shop) * 1000).toISOString()
  const written = metafields.map(({ ownerId, key: fullKey, type, value }): StandinMetafield => {
    const { namespace, key } = splitKey(state.appId, fullKey)
    const place = metafieldKey(ownerId, namespace, key)
    const known = shop.metafields.get(place)
    const id = known?.id ?? `gid://shopify/Metafield/${nextId()}`
    const metafield = { id, ownerGid: ownerId, namespace, key, type, value }
    const whole = { ...metafield, createdAt: known?.createdAt ?? now, updatedAt: now }
    shop.metafields.set(place, whole)
    return whole
  })
  return { ...answer, metafields: written.map(toApiMetafield), userErrors: [] }
}

function check(
  { state, shop, caller }: SetCartMetafieldsParameters,
  { ownerId, key: fullKey, type, value }: CartMetafieldsSetInput,
  at: number,
) {
  if (!findApiCart({ shop, id: ownerId })) return [refuse(at, 'INVALID_OWNER', 'Owner not found.')]
  const { namespace, key } = splitKey(state.appId, fullKey)
  const isOwn = namespace === `app--${state.appId}` || namespace.startsWith(`app--${state.appId}--`)
  const isRefused = caller.isApp && shop.knobs.cartMetafieldToken === 'refused'
  if (namespace.startsWith('app--') && !(isOwn && caller.isApp && !isRefused)) {
    return [refuse(at, 'APP_NOT_AUTHORIZED', 'ApiPermission metafields can only be set by their owner app.')]
  }
  if (key.length < 2 || key.length > 64) return [refuse(at, 'TOO_SHORT', 'Key must have 2 to 64 characters.')]
  if (!isKnownType(type)) return [refuse(at, 'INVALID_TYPE', `Type ${type} is not known.`)]
  const problem = checkValue({ shop, appId: state.appId, type, value, validations: [] })
  return problem ? [refuse(at, 'INVALID_VALUE', problem)] : []
}

function splitKey(appId: string, fullKey: string): { namespace: string; key: string } {
  const dot = fullKey.lastIndexOf('.')
  if (dot < 0) return { namespace: resolveNamespace(appId, null), key: fullKey }
  return { namespace: resolveNamespace(appId, fullKey.slice(0, dot)), key: fullKey.slice(dot + 1) }
}

function refuse(elementIndex: number | null, code: string, message: string) {
  const field = elementIndex === null ? ['metafields'] : ['metafields', String(elementIndex)]
  return { __typename: 'MetafieldsSetUserError', code, elementIndex, field, message }
}
