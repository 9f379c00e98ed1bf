import { createHmac, randomUUID } from 'node:crypto'
import { customerClaims, payloadClaims } from '../contract/callbacks.ts'
import type { StandinCustomer, StandinStore, StandinUser } from '../state.ts'

/** The platform's times for its tokens, in seconds. */
const PAYLOAD_LIFE = 86_400
const CUSTOMER_LIFE = 900

/** Signs claims with HS256, as the platform does with the app's client secret. */
export function signJwt({ secret, claims }: { secret: string; claims: Record<string, unknown> }): string {
  const head = encode({ alg: 'HS256', typ: 'JWT' })
  const body = `${head}.${encode(claims)}`
  return `${body}.${createHmac('sha256', secret).update(body).digest('base64url')}`
}

export type SignPayloadParameters = {
  store: StandinStore
  user: StandinUser
  url?: string
  /** Claims that override the usual ones, and another secret, for tests of refusals. */
  claims?: Record<string, unknown>
  secret?: string
}

/** Signs `signed_payload_jwt` of the callbacks `load`, `uninstall` and `remove_user`. */
export function signPayload({ store, user, url = '/', claims, secret }: SignPayloadParameters): string {
  const now = Math.floor(store.now() / 1000)
  const usual = payloadClaims.parse({
    aud: store.app.clientId,
    iss: 'bc',
    iat: now,
    nbf: now,
    exp: now + PAYLOAD_LIFE,
    jti: randomUUID(),
    sub: `stores/${store.hash}`,
    user: { id: user.id, email: user.email, locale: user.locale },
    owner: { id: store.owner.id, email: store.owner.email },
    url,
    channel_id: null,
  })
  return signJwt({ secret: secret ?? store.app.clientSecret, claims: { ...usual, ...claims } })
}

/** Signs what `/customer/current.jwt` says of a signed-in customer. */
export function signCustomer(store: StandinStore, customer: StandinCustomer): string {
  const now = Math.floor(store.now() / 1000)
  const claims = customerClaims.parse({
    customer: { id: customer.id, email: customer.email, group_id: String(customer.groupId) },
    iss: 'bc/apps',
    sub: store.hash,
    iat: now,
    exp: now + CUSTOMER_LIFE,
    version: 1,
    aud: store.app.clientId,
    application_id: store.app.id,
    store_hash: store.hash,
    operation: 'current_customer',
  })
  return signJwt({ secret: store.app.clientSecret, claims })
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
