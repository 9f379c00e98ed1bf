import { loadChain } from '../../core/chain/loadChain.ts'
import type { EvmAddress } from '../../core/chain/types.ts'
import { InputError, UpstreamError } from '../../core/errors/base.ts'
import type { ProvenWallet, TypedWallet } from '../../core/login/types.ts'
import type { Needs } from '../context.ts'

export type ReadCheckedWalletsResult = {
  /** In the order typed. */
  readonly wallets: readonly ProvenWallet[]
  /** What each typed name stands for. */
  readonly names: readonly { readonly name: string; readonly address: EvmAddress }[]
}

/**
 * Resolve the names among the wallets that staff check.
 *
 * @throws {InputError} ERR_ADDRESS_INVALID for a name without an address. @throws {UpstreamError} ERR_CHAIN_READ
 */
export async function readCheckedWallets(
  ctx: Needs<'readEnsAddresses'>,
  { typed }: { typed: readonly TypedWallet[] },
): Promise<ReadCheckedWalletsResult> {
  const asked = typed.flatMap((one) => (one.kind === 'name' ? [one.name] : []))
  const answers = asked.length > 0 ? await ctx.readEnsAddresses({ names: asked }) : []
  const names = asked.map((name, i) => {
    const answer = answers[i]
    if (answer?.kind === 'found') return { name, address: answer.address }
    throw answer?.kind === 'none' ? unknownName(name) : unreadName(name)
  })
  const { slug } = loadChain('ethereum')
  const wallets = typed.flatMap((one): ProvenWallet[] => {
    if (one.kind !== 'name') return [one]
    const found = names.find(({ name }) => name === one.name)
    return found ? [{ kind: 'key', chain: slug, address: found.address }] : []
  })
  return { wallets, names }
}

function unknownName(name: string): InputError {
  return new InputError('ERR_ADDRESS_INVALID', `“${name.slice(0, 60)}” has no wallet address.`, {
    hint: 'Check the name, or paste the address of the wallet.',
  })
}

function unreadName(name: string): UpstreamError {
  return new UpstreamError('ERR_CHAIN_READ', `“${name.slice(0, 60)}” could not be looked up just now.`, {
    hint: 'Try again in a moment, or paste the address of the wallet.',
  })
}
