import { decodeBase58 } from '../../core/chain/base58.ts'
import type { SolanaAddress } from '../../core/chain/types.ts'
import { EndpointError } from '../rpc/endpointError.ts'
import type { Answering, Rpc, RpcCall } from '../rpc/types.ts'
import { askGenesis } from './checkSolanaEndpoint.ts'
import { parseAccount, parseContext, readObject } from './parseAccounts.ts'
import { solana, stakeProgram } from './programs.ts'
import { unreadableChain } from './unreadableChain.ts'

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

/** Attempts to get all wallets within one slot. */
const mostRounds = 4

type Delegated = Omit<Stake, 'source'>

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
  let minContextSlot = 0
  for (let round = 0; round < mostRounds; round++) {
    const [genesis, ...answers] = await rpc<Delegated | null>({
      chain: solana,
      calls: [askGenesis, ...asked.map((owner) => composeStakeCall(owner, minContextSlot))],
      timeoutMs: deadline - performance.now(),
      maxBytes,
    })
    if (genesis?.kind !== 'answer') throw unreadableChain(genesis?.reason)
    const { source } = genesis
    const found = answers.map((answer) => (answer.kind === 'answer' ? answer.value : null))
    const slots = new Set(found.flatMap((one) => (one ? [Number(one.slot)] : [])))
    if (slots.size <= 1)
      return new Map(asked.map((owner, i) => [owner, found[i] ? { ...found[i], source } : null]))
    minContextSlot = Math.max(...slots)
  }
  throw unreadableChain('the answers do not come from one slot')
}

function composeStakeCall(owner: SolanaAddress, minContextSlot: number): RpcCall<Delegated> {
  return {
    method: 'getProgramAccounts',
    params: [
      stakeProgram,
      {
        ...{ encoding: 'base64', commitment: 'confirmed', withContext: true },
        ...(minContextSlot > 0 ? { minContextSlot } : {}),
        filters: [{ dataSize: layout.bytes }, { memcmp: { offset: layout.withdrawer, bytes: owner } }],
      },
    ],
    parse: (result, from?: Answering) => {
      const { slot, value } = parseContext(result)
      if (!Array.isArray(value)) throw new Error('the answer has no list of accounts')
      if (slot < minContextSlot)
        throw new EndpointError('lags', 'it answered for an earlier slot than requested')
      from?.addHead(BigInt(slot))
      const wallet = Buffer.from(decodeBase58({ text: owner, bytes: 32 }) ?? [])
      const keys = new Set(value.map((one) => readObject(one).pubkey))
      // A repeated account would count twice.
      if (keys.size !== value.length) throw new Error('an account appears twice')
      const amounts = value.map((one) => parseStake({ one, wallet }))
      return { slot: BigInt(slot), amount: amounts.reduce((sum, amount) => sum + amount, 0n) }
    },
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
