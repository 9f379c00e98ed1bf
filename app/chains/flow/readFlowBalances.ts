import { flowChain } from '../../core/chain/chains.ts'
import { UpstreamError } from '../../core/errors/base.ts'
import type { Balance, FlowRead } from '../../core/requirement/reads.ts'
import { encodeArgument } from './cadence.ts'
import type { AskFlow } from './createAskFlow.ts'
import { HOLDING_SCRIPT } from './holdingScript.ts'
import { type Holdings, parseHoldings } from './parseHoldings.ts'

const SCRIPT = Buffer.from(HOLDING_SCRIPT).toString('base64')

/**
 * Make the reader of holdings on Flow: one request for all. If the script fails, each contract is asked alone, so that
 * one whose code fails leaves only its own balances unread.
 */
export function createReadFlowBalances({
  ask,
  now,
}: {
  ask: AskFlow
  /** Unix seconds. */
  now: () => number
}): (reads: readonly FlowRead[]) => Promise<Balance[]> {
  const read = async (reads: readonly FlowRead[]): Promise<Balance[]> => {
    const holdings = await readHoldings({ ask, reads })
    if (holdings)
      return reads.map((_, i) => toBalance({ holdings, amount: holdings.amounts[i] ?? null, now }))
    const contracts = new Set(reads.map(({ contract }) => contract))
    if (contracts.size < 2) return reads.map(() => toUnread('ERR_TOKEN_READ'))
    const answers = new Map<FlowRead, Balance | undefined>()
    const readAlone = async (alone: readonly FlowRead[]) => {
      const balances = await read(alone)
      for (const [i, one] of alone.entries()) answers.set(one, balances[i])
    }
    await Promise.all(
      [...contracts].map((one) => readAlone(reads.filter(({ contract }) => contract === one))),
    )
    return reads.map((one) => answers.get(one) ?? toUnread('ERR_CHAIN_READ'))
  }
  return async (reads) => {
    try {
      return await read(reads)
    } catch (error) {
      if (error instanceof UpstreamError) return reads.map(() => toUnread('ERR_CHAIN_READ'))
      throw error
    }
  }
}

/** Null if the script failed at every endpoint. @throws {UpstreamError} ERR_CHAIN_READ */
function readHoldings({
  ask,
  reads,
}: {
  ask: AskFlow
  reads: readonly FlowRead[]
}): Promise<Holdings | null> {
  const parts = reads.map(({ contract }) => contract.split('.'))
  const lists = [
    encodeList(
      'Address',
      reads.map(({ owner }) => owner),
    ),
    encodeList(
      'Address',
      parts.map(([, account]) => `0x${account}`),
    ),
    encodeList(
      'String',
      parts.map(([, , name = '']) => name),
    ),
    encodeList(
      'String',
      reads.map(({ contract }) => `${contract}.`),
    ),
  ]
  return ask({
    path: '/v1/scripts?block_height=sealed',
    body: { script: SCRIPT, arguments: lists },
    // A node answers so if the script fails.
    statuses: [400],
    read: (text, from) => {
      const holdings = parseHoldings({ text, count: reads.length, source: from.source })
      if (holdings) from.addHead(holdings.block)
      return holdings
    },
  })
}

function encodeList(type: 'Address' | 'String', values: readonly string[]): string {
  return encodeArgument({ type: 'Array', value: values.map((value) => ({ type, value })) })
}

function toBalance({
  holdings: { block, source },
  amount,
  now,
}: {
  holdings: Holdings
  amount: bigint | null
  now: () => number
}): Balance {
  return amount === null ? toUnread('ERR_TOKEN_READ') : { kind: 'read', amount, block, source, readAt: now() }
}

function toUnread(code: 'ERR_TOKEN_READ' | 'ERR_CHAIN_READ'): Balance {
  return { kind: 'unread', code, chain: flowChain.slug }
}
