import type { ChainSlug } from '../chain/types.ts'
import type { BalanceKind, NamedClaims } from '../flatRequirement/types.ts'
import type { ProvenWallet } from '../login/types.ts'
import {
  fieldsOf,
  readColumn,
  readFields,
  readNullable,
  readObject,
  readText,
  readWhole,
  readWord,
  unreadable,
} from '../stored/fields.ts'
import type { CodeGrant } from './types.ts'

const GRANT = fieldsOf<CodeGrant>({
  chain: 'always',
  walletAddress: 'always',
  displayAddress: 'always',
  kind: 'always',
  format: 'always',
  tokenBalances: 'always',
  balancesReadAt: 'always',
  named: 'maybe',
  clientId: 'always',
  nonce: 'always',
  scope: 'always',
  authenticatedAt: 'always',
})
const NAMED = fieldsOf<NamedClaims>({ contractAddress: 'maybe', tokenIds: 'maybe', tokenBalance: 'maybe' })
const KINDS = { key: true, contract: true } as const satisfies Record<ProvenWallet['kind'], true>
const FORMATS = { siwe: true, simple: true } as const satisfies Record<CodeGrant['format'], true>
const BALANCE_KINDS = {
  contractAddress: true,
  collection: true,
  tokenIds: true,
  creatorAddress: true,
} as const satisfies Record<BalanceKind, true>

/** Format an authorization code's grant for `oauth_code.grant`. */
export function formatCodeGrant(grant: CodeGrant) {
  return { v: 1, ...grant }
}

/** Parse `oauth_code.grant`. @throws {SetupError} ERR_STORED_INVALID */
export function parseCodeGrant(value: unknown): CodeGrant {
  const fields = readColumn(value, 'grant', GRANT)
  return {
    chain: readText(fields.chain, 'grant.chain') as ChainSlug,
    walletAddress: readText(fields.walletAddress, 'grant.walletAddress'),
    displayAddress: readText(fields.displayAddress, 'grant.displayAddress'),
    kind: readWord(fields.kind, 'grant.kind', KINDS),
    format: readWord(fields.format, 'grant.format', FORMATS),
    tokenBalances: readBalances(fields.tokenBalances, 'grant.tokenBalances', readText),
    balancesReadAt: readBalances(fields.balancesReadAt, 'grant.balancesReadAt', readWhole),
    ...(fields.named === undefined ? {} : { named: readNamed(fields.named) }),
    clientId: readText(fields.clientId, 'grant.clientId'),
    nonce: readNullable(fields.nonce, (nonce) => readText(nonce, 'grant.nonce')),
    scope: readText(fields.scope, 'grant.scope'),
    authenticatedAt: readWhole(fields.authenticatedAt, 'grant.authenticatedAt'),
  }
}

function readNamed(value: unknown): NamedClaims {
  const fields = readFields(value, 'grant.named', NAMED)
  return Object.fromEntries(
    Object.entries(fields).map(([name, text]) => [name, readText(text, `grant.named.${name}`)]),
  )
}

/** Read kind → id → value. */
function readBalances<T>(
  value: unknown,
  what: string,
  read: (value: unknown, what: string) => T,
): { readonly [kind in BalanceKind]?: Readonly<Record<string, T>> } {
  const kinds = Object.entries(readObject(value, what)).map(([kind, balances]) => {
    if (!Object.hasOwn(BALANCE_KINDS, kind))
      throw unreadable(what, 'has a kind that this server does not know')
    const entries = Object.entries(readObject(balances, what)).map(
      ([id, one]) => [id, read(one, what)] as const,
    )
    return [kind, Object.fromEntries(entries)] as const
  })
  return Object.fromEntries(kinds)
}
