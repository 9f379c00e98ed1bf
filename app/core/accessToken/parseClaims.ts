import { findChain } from '../chain/findChain.ts'
import type { BalanceKind } from '../flatRequirement/types.ts'
import type { AccessClaims } from './types.ts'

const KINDS: readonly BalanceKind[] = ['contractAddress', 'collection', 'tokenIds', 'creatorAddress']

/** Parse the claims of a verified token; null unless they have the shape that `composeClaims` writes. */
export function parseClaims(claims: Readonly<Record<string, unknown>>): AccessClaims | null {
  const texts = ['iss', 'aud', 'sub', 'tid', 'chain', 'walletAddress', 'displayAddress', 'email'] as const
  if (!texts.every((name) => typeof claims[name] === 'string')) return null
  if (claims.ver !== 1 || !isInstant(claims.iat) || !isInstant(claims.exp)) return null
  if (!findChain(String(claims.chain))) return null
  if (claims.fmt !== undefined && claims.fmt !== 'simple') return null
  if (claims.wallet !== undefined && claims.wallet !== 'contract') return null
  if (claims.sid !== undefined && typeof claims.sid !== 'string') return null
  const isOptionalText = (value: unknown) => value === undefined || typeof value === 'string'
  if (![claims.contractAddress, claims.tokenIds, claims.tokenBalance].every(isOptionalText)) return null
  const isBalance = (value: unknown) => typeof value === 'string' && /^\d+(\.\d+)?$/.test(value)
  if (!isTable(claims.tokenBalances, isBalance) || !isTable(claims.balancesReadAt, isInstant)) return null
  return claims as unknown as AccessClaims
}

function isInstant(value: unknown): boolean {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0
}

function isTable(value: unknown, isValue: (value: unknown) => boolean): boolean {
  if (typeof value !== 'object' || value === null) return false
  return Object.entries(value).every(
    ([kind, ids]) =>
      (KINDS as readonly string[]).includes(kind) &&
      typeof ids === 'object' &&
      ids !== null &&
      Object.values(ids).every(isValue),
  )
}
