import {
  Authorized,
  type Keypair,
  Lockup,
  PublicKey,
  StakeAuthorizationLayout,
  StakeProgram,
  Transaction,
  VoteInit,
  VoteProgram,
} from '@solana/web3.js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Rpc } from '../../../app/chains/rpc/types.ts'
import { stakeProgram } from '../../../app/chains/solana/programs.ts'
import { createReadSolanaBalances } from '../../../app/chains/solana/readSolanaBalances.ts'
import type { SolanaAddress } from '../../../app/core/chain/types.ts'
import { makeKeypair } from '../../standin/chains/solana/solanaWallets.ts'
import type { RpcCall, Solana } from '../../standin/chains/solana/startSolana.ts'
import { stopClock } from '../rpc/stopClock.ts'
import { brief, openSolana, readStake } from './openSolana.ts'

/* Stakes on the stake program itself, which delegates to a validator of the vote program. */
stopClock()
let node: Solana
let rpc: Rpc
let onCall: ((call: RpcCall) => void) | null = null
const payer = makeKeypair('stake payer')
const vote = makeKeypair('validator')
const [alice, bob, nobody] = [makeKeypair('staker'), makeKeypair('other staker'), makeKeypair('no staker')]
const addressOf = ({ publicKey }: Keypair) => publicKey.toBase58() as SolanaAddress
const SOL = 1_000_000_000

function run(transaction: Transaction, signers: readonly Keypair[] = []): void {
  transaction.feePayer = payer.publicKey
  transaction.recentBlockhash = node.ledger.latestBlockhash()
  transaction.sign(payer, ...signers)
  node.ledger.send(transaction.serialize())
}

/** Make a stake account that the owner may withdraw from, and delegate it. The payer decides about the delegation. */
function makeStake({
  seed,
  owner,
  isDelegated = true,
}: {
  seed: string
  owner: Keypair
  isDelegated?: boolean
}) {
  const account = makeKeypair(`stake ${seed}`)
  const [fromPubkey, stakePubkey] = [payer.publicKey, account.publicKey]
  run(
    StakeProgram.createAccount({
      ...{ fromPubkey, stakePubkey, lockup: Lockup.default, lamports: 5 * SOL },
      authorized: new Authorized(payer.publicKey, owner.publicKey),
    }) as Transaction,
    [account],
  )
  const by = { stakePubkey, authorizedPubkey: payer.publicKey }
  if (isDelegated) run(StakeProgram.delegate({ ...by, votePubkey: vote.publicKey }))
  return by
}

beforeAll(async () => {
  const opened = await openSolana({ onCall: (call) => onCall?.(call) })
  node = opened.node
  rpc = opened.rpc
  node.ledger.airdrop({ to: addressOf(payer), lamports: 1_000n * BigInt(SOL) })
  const validator = makeKeypair('node')
  const voteInit = new VoteInit(validator.publicKey, payer.publicKey, payer.publicKey, 0)
  const [fromPubkey, votePubkey] = [payer.publicKey, vote.publicKey]
  const made = VoteProgram.createAccount({ fromPubkey, votePubkey, voteInit, lamports: SOL / 10 })
  run(new Transaction().add(made), [vote, validator])
})
afterAll(() => node.close())

test('default: what a wallet has delegated and may take back counts, in one request for all wallets', async () => {
  makeStake({ seed: 'first', owner: alice })
  makeStake({ seed: 'second', owner: alice })
  makeStake({ seed: 'idle', owner: alice, isDelegated: false })
  run(StakeProgram.deactivate(makeStake({ seed: 'leaving', owner: alice })))
  makeStake({ seed: 'of another', owner: bob })
  const readBalances = createReadSolanaBalances({ rpc, das: null })
  const before = node.requests()
  const balances = await readBalances([alice, bob, nobody].map((owner) => readStake(addressOf(owner))))
  expect(node.requests() - before).toBe(1)
  const rent = BigInt(node.ledger.rentOf(200))
  const each = 5n * BigInt(SOL) - rent
  expect(brief(balances)).toEqual([2n * each, each, 0n])
  // Who only decides about the delegation does not own it.
  expect(brief(await readBalances([readStake(addressOf(payer))]))).toEqual([0n])
})

test('behavior: a stake that moves between two wallets counts once', async () => {
  const [from, to] = [makeKeypair('giver'), makeKeypair('taker')]
  const { stakePubkey } = makeStake({ seed: 'given', owner: from })
  let calls = 0
  onCall = ({ method }) => {
    // After the first wallet was read, and before the second.
    if (method !== 'getProgramAccounts' || ++calls !== 2) return
    run(
      StakeProgram.authorize({
        ...{ stakePubkey, authorizedPubkey: from.publicKey, newAuthorizedPubkey: to.publicKey },
        stakeAuthorizationType: StakeAuthorizationLayout.Withdrawer,
      }),
      [from],
    )
  }
  const readBalances = createReadSolanaBalances({ rpc, das: null })
  const balances = await readBalances([from, to].map((owner) => readStake(addressOf(owner))))
  onCall = null
  expect(brief(balances)).toEqual([0n, 5n * BigInt(SOL) - BigInt(node.ledger.rentOf(200))])
  expect(calls).toBe(4)
})

test('refuses: accounts of another wallet, another program or a repeated one, and the past (ERR_CHAIN_READ)', async () => {
  const good = node.ledger.listOf(stakeProgram)[0]
  if (!good) throw new Error('There is no stake account.')
  const answer = (over: { owner?: string; data?: Buffer; copies?: number }): Rpc => {
    const { owner = stakeProgram, data = good.data, copies = 1 } = over
    const one = { pubkey: good.address, account: { owner, data: [data.toString('base64'), 'base64'] } }
    const result = { context: { slot: 5 }, value: Array.from({ length: copies }, () => one) }
    return (async ({ calls }: { calls: readonly { method: string; parse: (value: unknown) => unknown }[] }) =>
      calls.map(({ method, parse }) => {
        try {
          const value = parse(
            method === 'getGenesisHash' ? '5eykt4UsFv8P8NJdTREpY1vzqKqZKvdpKuc147dw2N9d' : result,
          )
          return { kind: 'answer', value, source: 'solana 1' }
        } catch (error) {
          return { kind: 'refused', reason: String(error) }
        }
      })) as unknown as Rpc
  }
  const owner = new PublicKey(good.data.subarray(44, 76)).toBase58() as SolanaAddress
  const read = (one: Rpc, of = owner) => createReadSolanaBalances({ rpc: one, das: null })([readStake(of)])
  expect((await read(answer({})))[0]).toMatchObject({ kind: 'read' })
  for (const over of [
    { owner: 'Vote111111111111111111111111111111111111111' },
    { data: Buffer.alloc(200) },
    { data: good.data.subarray(1) },
    { copies: 2 },
  ])
    expect(brief(await read(answer(over)))).toEqual(['ERR_CHAIN_READ'])
  const past = { ...readStake(owner), at: { block: 5n } }
  expect(brief(await createReadSolanaBalances({ rpc, das: null })([past]))).toEqual(['ERR_CHAIN_READ'])
})
