/** A token's key: `<chain>:<contract>:<id>`, or `solana:<mint>`. */
export type TokenKeyParts = {
  readonly chain: string
  readonly contract: string
  readonly id: string | undefined
}

/** Split a token's key. The chain may be a CAIP-2 name, which has a colon of its own. */
export function splitTokenKey(key: string): TokenKeyParts {
  const [, chain = '', rest = ''] = /^(eip155:[0-9]+|[^:]*):?(.*)$/s.exec(key) ?? []
  const [contract = '', id] = rest.split(':')
  return { chain, contract, id }
}
