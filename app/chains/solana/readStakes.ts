import { decodeBase58 } from '../../core/chain/base58.ts'
import type { SolanaAddress } from '../../core/chain/types.ts'
import type { Rpc } from '../rpc/types.ts'
import { parseAccount, readObject } from './parseAccounts.ts'
import { stakeProgram } from './programs.ts'
import { type AccountsQuestion, readProgramAccounts } from './readProgramAccounts.ts'

/** What a wallet has delegated, in lamports. */
export type Stake = { readonly amount: bigint; readonly slot: bigint; readonly source: string | null }

/**
 * The layout of a stake account.
 * @see https://github.com/anza-xyz/solana-sdk/blob/master/stake-interface/src/state.rs `StakeStateV2`
 */
const layout = { bytes: 200, withdrawer: 44, stake: 156, deactivation: 172 }
/** The state of an account that is delegated to a validator. */
const delegated = 2
/** The epoch of an account that nobody has begun to take back. */
const never = 0xffff_ffff_ffff_ffffn
/** Enough for some thousand accounts. */
const maxBytes = 1024 * 1024

/**
 * Read what wallets have delegated and not begun to take back, in one request: accounts whose withdrawer is the wallet,
 * as only that one may have the coins back. Null for a wallet of which the node does not say it.
 *
 * All answers are of one slot. Otherwise a stake that moves between two wallets would count twice.
 * @throws {UpstreamError} ERR_CHAIN_READ, also when no batch has answers of one slot.
 */
export async function readStakes({
  rpc,
  owners,
  deadline,
}: {
  rpc: Rpc
  owners: readonly SolanaAddress[]
  /** By `performance.now()`. */
  deadline: number
}): Promise<ReadonlyMap<SolanaAddress, Stake | null>> {
  const asked = [...new Set(owners)]
  const questions = asked.map(composeQuestion)
  const { source, found } = await readProgramAccounts({ rpc, questions, deadline, maxBytes })
  return new Map(
    asked.map((owner, i) => {
      const own = found[i]
      return [owner, own ? { slot: own.slot, amount: own.said, source } : null]
    }),
  )
}

/** What a wallet has delegated. */
function composeQuestion(owner: SolanaAddress): AccountsQuestion<bigint> {
  const wallet = Buffer.from(decodeBase58({ text: owner, bytes: 32 }) ?? [])
  return {
    program: stakeProgram,
    filters: [{ dataSize: layout.bytes }, { memcmp: { offset: layout.withdrawer, bytes: owner } }],
    parse: (accounts) => accounts.reduce<bigint>((sum, one) => sum + parseStake({ one, wallet }), 0n),
  }
}

function parseStake({ one, wallet }: { one: unknown; wallet: Buffer }): bigint {
  const { program, data } = parseAccount(readObject(one).account)
  if (program !== stakeProgram || data.length !== layout.bytes)
    throw new Error('an account is not a stake account')
  if (!data.subarray(layout.withdrawer, layout.withdrawer + 32).equals(wallet))
    throw new Error('an account belongs to another wallet')
  const isStaked = data.readUInt32LE(0) === delegated && data.readBigUInt64LE(layout.deactivation) === never
  return isStaked ? data.readBigUInt64LE(layout.stake) : 0n
}
