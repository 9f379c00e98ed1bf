import { createHmac } from 'node:crypto'

export const CLIENT_ID = 'palisadeclient'
export const CLIENT_SECRET = 'a-secret-of-the-app-at-bigcommerce'
export const NOW = 1_796_000_000
export const STORE = 'store-z4zn3wo.mybigcommerce.com'

/** The claims of a load callback, as BigCommerce documents them. */
export const claims = {
  ...{ aud: CLIENT_ID, iss: 'bc', iat: NOW, nbf: NOW, exp: NOW + 86_400 },
  ...{ jti: 'c5f0bcf5-a504-4ae6-8dcc-0e40eaa5a070', sub: 'stores/z4zn3wo' },
  user: { id: 9_876_543, email: 'authorized_user@example.com', locale: 'en-US' },
  owner: { id: 7_654_321, email: 'owner@example.com' },
  ...{ url: '/', channel_id: null },
}

export const sign = (message: Uint8Array): string =>
  createHmac('sha256', CLIENT_SECRET).update(message).digest('base64')

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

export function signJwt(payload: unknown, header: unknown = { alg: 'HS256', typ: 'JWT' }): string {
  const text = `${encode(header)}.${encode(payload)}`
  return `${text}.${Buffer.from(sign(Buffer.from(text)), 'base64').toString('base64url')}`
}
