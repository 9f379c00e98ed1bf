/** A compact JWT's parts, each still in base64url. */
export type Jwt = {
  readonly header: string
  /** The signed text: header, dot, claims. */
  readonly signed: string
  readonly claims: string
  readonly signature: string
}

/** Longer than any of our tokens, and short enough to parse untrusted text. */
const MOST_CHARACTERS = 16_384

/** Split a text at its two dots; null unless it has three parts, none empty, and is no longer than 16 KiB. */
export function splitJwt(token: string): Jwt | null {
  if (typeof token !== 'string' || token.length > MOST_CHARACTERS) return null
  const [header, claims, signature, ...rest] = token.split('.', 4)
  if (!header || !claims || !signature || rest.length > 0) return null
  return { header, signed: token.slice(0, header.length + 1 + claims.length), claims, signature }
}
