import { describe, expect, test } from 'vitest'
import { createDescribeContract } from '../../app/chains/evm/describeEvmContract.ts'
import { readerInitcode } from '../../app/chains/evm/multicall/initcode.ts'
import { encodeArgument } from '../../app/chains/flow/cadence.ts'
import type { AskFlow } from '../../app/chains/flow/createAskFlow.ts'
import { createDescribeFlow } from '../../app/chains/flow/describeFlow.ts'
import type { ComposedRequest, Rpc, RpcCall } from '../../app/chains/rpc/types.ts'
import { createDescribeSolana } from '../../app/chains/solana/describeSolana.ts'
import type { ContractDescription, TokenDescription } from '../../app/core/chain/describe.ts'
import type { FlowContract, SolanaAddress } from '../../app/core/chain/types.ts'
import { conditionFacts, isConditionKind } from '../../app/core/requirement/kinds/facts.ts'
import { address, ethereum } from '../core/requirement/samples.ts'
import { makeMethods } from '../standin/chains/solana/answerRpc.ts'
import { createIssuer } from '../standin/chains/solana/createIssuer.ts'
import { openLedger } from '../standin/chains/solana/openLedger.ts'
import { makeSolanaWallet } from '../standin/chains/solana/solanaWallets.ts'

const word = (value: number) => value.toString(16).padStart(64, '0')

/** Describe a contract that answers these calls, by the first digits of their data, and refuses all others. */
const evm = (answers: Readonly<Record<string, number>>) => () => {
  const answerCall = (data: string) => {
    const found = Object.entries(answers).find(([start]) => data.startsWith(start))
    return found ? `0020${word(found[1])}` : 'ffff'
  }
  const node = (async ({ params, parse }: RpcCall<unknown>) => {
    const [{ data }] = params as readonly [{ readonly data: string }]
    const results = listCalls(data.slice(readerInitcode.length)).map(answerCall).join('')
    return parse(`0x${word(7).slice(-16)}${word(1).slice(-16)}${results}`)
  }) as unknown as Rpc
  return createDescribeContract({ rpc: node })({ chain: ethereum, contract: address('a') })
}

/** The data of each call: 11 bytes precede all calls, and 28 bytes each call, of which the last two are its length. */
function listCalls(text: string): string[] {
  const calls: string[] = []
  for (let at = 22; at < text.length; ) {
    const start = at + 56
    at = start + 2 * Number.parseInt(text.slice(start - 4, start), 16)
    calls.push(text.slice(start, at))
  }
  return calls
}

/** `supportsInterface(bytes4)` of an id. */
const supports = (id: string) => `01ffc9a7${id}`
const erc165 = { [supports('01ffc9a7')]: 1, [supports('ffffffff')]: 0 }

const ledger = openLedger()
const issuer = createIssuer(ledger)
const methods = makeMethods(ledger)
const rpc = (async ({ calls }: { calls: readonly RpcCall<unknown>[] }) =>
  calls.map(({ method, params, parse }) => ({
    kind: 'answer',
    value: parse(methods[method]?.(params as never)),
  }))) as unknown as Rpc

const solana = (mint: () => string) => () =>
  createDescribeSolana({ rpc })({ contract: mint() as SolanaAddress })

const flow = (kind: string) => () => {
  const words = [kind, 'Harbor', 'HRBR'].map((value) => ({ type: 'String', value }))
  const text = JSON.stringify(encodeArgument({ type: 'Array', value: words }))
  const ask = async ({ read }: ComposedRequest<unknown>) => read(text, {} as never)
  return createDescribeFlow({ ask: ask as AskFlow })({
    contract: 'A.0b2a3299cc857e29.TopShot' as FlowContract,
  })
}

/** Descriptions that the chains give, by the kind that each should be. */
const CONTRACTS: { readonly [Kind in TokenDescription['kind']]: () => Promise<ContractDescription> } = {
  erc721: evm({ ...erc165, [supports('80ac58cd')]: 1 }),
  erc1155: evm({ ...erc165, [supports('d9b67a26')]: 1 }),
  // `decimals()` and `balanceOf(address)`.
  erc20: evm({ '313ce567': 6, '70a08231': 0 }),
  flowNft: flow('nft'),
  flowToken: flow('token'),
  spl: solana(() => issuer.makeMint({ seed: 'coin', decimals: 6 })),
  collection: solana(() =>
    issuer.issueNft({ seed: 'lights', owner: makeSolanaWallet('owner').address, name: 'Lights', size: 1n }),
  ),
}

describe('kinds that come from recognition', () => {
  const recognized = Object.keys(conditionFacts).filter(
    (kind) => isConditionKind(kind) && conditionFacts[kind].isRecognized,
  )

  test.each(recognized)(
    'behavior: a contract is described as %s, so that merchants can choose it',
    async (kind) => {
      expect(CONTRACTS).toHaveProperty(kind)
      expect(await CONTRACTS[kind as TokenDescription['kind']]()).toMatchObject({ kind })
    },
  )
})
