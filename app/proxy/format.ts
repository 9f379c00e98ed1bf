import { loadChain } from '../core/chain/loadChain.ts'
import type { GateAnswer, ProvenGates, UnmetLine } from '../core/gate/answer.ts'
import { formatLoginChainId } from '../core/login/formatLoginChainId.ts'
import { formatSignInInput } from '../core/login/formatSignInInput.ts'
import type { IssuedLogin } from '../core/login/types.ts'
import { formatAmount } from '../core/requirement/formatReport.ts'
import { entryOf } from '../core/requirement/kinds/table.ts'
import type { UnmetCondition } from '../core/requirement/types.ts'
import { formatShortAddress } from './formatShortAddress.ts'
import { listLines } from './listLines.ts'

/**
 * Format a nonce for the storefront; `expiresAt` in unix seconds. `input` is for a wallet that composes the text itself:
 * `solana:signIn`, or ERC-7846. `transaction` is base64, to sign instead of a text.
 */
export function formatNonce(nonce: IssuedLogin): Record<string, unknown> {
  const { value, statement, method, wallet, message, expiresAt, transaction } = nonce
  const isSolana = wallet?.chain === 'solana'
  const answer: Record<string, unknown> = { nonce: value, statement, message, expiresAt }
  if (method === 'text' && (!wallet || isSolana)) {
    const account = isSolana
      ? { address: wallet.address, chainId: formatLoginChainId(loadChain('solana')) }
      : {}
    answer.input = formatSignInInput({ ...nonce, nonce: value, ...account })
  }
  if (transaction !== undefined) answer.transaction = transaction
  return answer
}

/**
 * Format the answer to unlock and renew. Amounts are decimal strings in human units, instants are unix seconds.
 *
 * `lines` of a closed gate are `unmet` as sentences, which say how much of it would be enough. An unmet condition's
 * `found` is the balance of its `wallet`, or of all wallets together if that is null.
 *
 * `pass` is present if the server itself has written a proof into the cart, `codes` if the shop works with discount
 * codes, and `suggestedVaults` if there are any. `content` is an entry of gated content whose gate is open.
 */
export function formatAnswer({
  gates,
  proof,
  lineProofs,
  hasPass,
  codes,
  session,
  suggestedVaults,
  content = null,
}: ProvenGates & {
  readonly session: string
  readonly suggestedVaults: readonly string[]
  readonly content?: string | null
}): Record<string, unknown> {
  const answer: Record<string, unknown> = { gates: gates.map(formatGate), proof, lineProofs, session }
  if (hasPass) answer.pass = true
  if (codes.length > 0) answer.codes = codes.map(({ gate, code }) => ({ gate, code }))
  if (suggestedVaults.length > 0) answer.suggestedVaults = suggestedVaults
  if (content !== null) answer.content = content
  return answer
}

/** Format what a shopper is told about one gate. */
export function formatGate(gate: GateAnswer): Record<string, unknown> {
  if (gate.kind === 'open' && gate.wallet !== undefined)
    return { ...gate, wallet: formatShortAddress(gate.wallet) }
  if (gate.kind !== 'closed') return gate
  return {
    id: gate.id,
    kind: gate.kind,
    because: gate.because,
    unmet: gate.unmet.map(formatUnmet),
    ...(gate.because === 'unmet' ? { lines: formatLines(gate) } : {}),
    usedUp: gate.usedUp,
    ...(gate.startsAt === null ? {} : { startsAt: gate.startsAt }),
    // For scripts of older versions.
    ...(gate.because === 'paused' ? { paused: true } : {}),
  }
}

/**
 * List what is missing, and below it the named vaults that have delegated none of it. These lines are outside the
 * groups above.
 */
export function formatLines({
  unmet,
  missing,
  idleVaults,
}: Extract<GateAnswer, { kind: 'closed' }>): UnmetLine[] {
  if (missing === null) return []
  const lines = listLines({ unmet, missing })
  const depth = lines.at(-1)?.depth === 0 ? 1 : 0
  const formatVault = (vault: string) => ({
    depth,
    text: 'no-loan' as const,
    wallet: formatShortAddress(vault),
  })
  return [...lines, ...idleVaults.map(formatVault)]
}

function formatUnmet(unmet: UnmetCondition): Record<string, unknown> {
  const { condition, because, found, wallet, block, tokenId } = unmet
  const card = entryOf(condition).describe(condition)
  return {
    condition: card,
    because,
    found: found === null ? null : formatAmount({ condition, amount: found }),
    needed: because === 'too-much' ? card.maximum : card.minimum,
    wallet,
    block: block === null ? null : String(block),
    ...(tokenId === undefined ? {} : { tokenId }),
  }
}
