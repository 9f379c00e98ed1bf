import { describe, expect, test } from 'vitest'
import { type DescriptionAnswers, readDescription } from '../../app/chains/evm/describeEvmContract.ts'
import type { Rpc, RpcCall } from '../../app/chains/rpc/types.ts'
import { createDescribeSolana } from '../../app/chains/solana/describeSolana.ts'
import type { ContractDescription, TokenDescription } from '../../app/core/chain/describe.ts'
import type { SolanaAddress } from '../../app/core/chain/types.ts'
import { conditionKinds, isConditionKind } from '../../app/core/requirement/kinds/table.ts'
import { makeMethods } from '../standin/chains/solana/answerRpc.ts'
import { createIssuer } from '../standin/chains/solana/createIssuer.ts'
import { openLedger } from '../standin/chains/solana/openLedger.ts'
import { makeSolanaWallet } from '../standin/chains/solana/solanaWallets.ts'

const answer = (value: number) => ({ kind: 'answer', data: value.toString(16).padStart(64, '0') }) as const
const ledger = openLedger()
const issuer = createIssuer(ledger)
const methods = makeMethods(ledger)
const rpc = (async ({ calls }: { calls: readonly RpcCall<unknown>[] }) =>
  calls.map(({ method, params, parse }) => ({
    kind: 'answer',
    value: parse(methods[method]?.(params as never)),
  }))) as unknown as Rpc

const evm = (answers: DescriptionAnswers) => async () => readDescription(answers)
const erc165 = { erc165: answer(1), anything: answer(0) }
const solana = (mint: () => string) => () =>
  createDescribeSolana({ rpc, das: null })({ contract: mint() as SolanaAddress })

/** Descriptions that the chains give, by the kind that each should be. */
const CONTRACTS: { readonly [Kind in TokenDescription['kind']]: () => Promise<ContractDescription> } = {
  erc721: evm({ ...erc165, erc721: answer(1) }),
  erc1155: evm({ ...erc165, erc1155: answer(1) }),
  erc20: evm({ decimals: answer(6), balance: answer(0) }),
  spl: solana(() => issuer.makeMint({ seed: 'coin', decimals: 6 })),
  collection: solana(() =>
    issuer.issueNft({ seed: 'lights', owner: makeSolanaWallet('owner').address, name: 'Lights', size: 1n }),
  ),
}

describe('kinds that come from recognition', () => {
  const recognized = Object.keys(conditionKinds).filter(
    (kind) => isConditionKind(kind) && conditionKinds[kind].contractOf !== null,
  )

  test.each(recognized)(
    'behavior: a contract is described as %s, so that merchants can choose it',
    async (kind) => {
      expect(CONTRACTS).toHaveProperty(kind)
      expect(await CONTRACTS[kind as TokenDescription['kind']]()).toMatchObject({ kind })
    },
  )
})
