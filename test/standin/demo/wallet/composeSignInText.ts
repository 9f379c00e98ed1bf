/** A site's sign-in input for a wallet; the wallet fills in a missing `domain` or `address`. */
export type SignInInput = {
  readonly domain?: string
  readonly address?: string
  readonly statement?: string
  readonly uri?: string
  readonly version?: string
  readonly chainId?: string
  readonly nonce?: string
  readonly issuedAt?: string
  readonly expirationTime?: string
  readonly resources?: readonly string[]
}

const FIELDS = {
  uri: 'URI',
  version: 'Version',
  chainId: 'Chain ID',
  nonce: 'Nonce',
  issuedAt: 'Issued At',
  expirationTime: 'Expiration Time',
} as const satisfies Partial<Record<keyof SignInInput, string>>

/** Compose the text of a sign-in as wallets do. @see https://github.com/phantom/sign-in-with-solana */
export function composeSignInText(input: SignInInput & { domain: string; address: string }): string {
  const { domain, address, statement, resources } = input
  const fields = Object.entries(FIELDS).flatMap(([key, label]) => {
    const value = input[key as keyof typeof FIELDS]
    return value === undefined ? [] : [`${label}: ${value}`]
  })
  if (resources) fields.push('Resources:', ...resources.map((uri) => `- ${uri}`))
  return [
    `${domain} wants you to sign in with your Solana account:\n${address}`,
    ...(statement === undefined ? [] : [statement]),
    ...(fields.length === 0 ? [] : [fields.join('\n')]),
  ].join('\n\n')
}
