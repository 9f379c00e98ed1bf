import { createPrivateKey, sign } from 'node:crypto'
import {
  AddressLookupTableAccount,
  ComputeBudgetProgram,
  Keypair,
  PublicKey,
  SystemProgram,
  Transaction,
  TransactionInstruction,
  TransactionMessage,
  VersionedTransaction,
} from '@solana/web3.js'
import { describe, expect, test } from 'vitest'
import { composeMemoTransaction, createVerifyMemoTransaction } from '../../../app/chains/solana/memo.ts'
import { parseSolanaAddress } from '../../../app/core/chain/parseSolanaAddress.ts'
import { verifyEd25519 } from '../../../app/crypto/solanaSignature.ts'
import { fc } from '../../random.ts'

/*
 * Solana's own library makes and signs the transactions. The tests add what wallets add, and what nobody may add.
 */
const verifyMemoTransaction = createVerifyMemoTransaction({ verifyEd25519 })
const wallet = Keypair.generate()
const other = Keypair.generate()
const address = parseSolanaAddress(wallet.publicKey.toBase58())
const text = 'shop.example wants you to sign in with your Solana account:\n…'
const ZERO = '11111111111111111111111111111111'
const MEMO = new PublicKey('MemoSq4gqABAXKb96qnH8TysNcWxMyWCqXgDLGmfcHr')
const MEMO_V1 = new PublicKey('Memo1UhkJRfHyvLMcVucJwxXeuD728EqVDDwQDxFMNo')
const LIGHTHOUSE = new PublicKey('L2TExMFKdjpN9kozasaurPirfHy9P8sbXoAN1qA3S95')
const self = { pubkey: wallet.publicKey, isSigner: true, isWritable: true }

const memo = ({ said = text, keys = [self], programId = MEMO } = {}) =>
  new TransactionInstruction({ programId, keys, data: Buffer.from(said) })
const guard = () =>
  new TransactionInstruction({ programId: LIGHTHOUSE, keys: [self], data: Buffer.from([7]) })
const limit = ComputeBudgetProgram.setComputeUnitLimit({ units: 100_000 })
const price = ComputeBudgetProgram.setComputeUnitPrice({ microLamports: 5n })

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')

function legacy(
  instructions: TransactionInstruction[],
  { blockhash = ZERO, payer = wallet, signers = [wallet] } = {},
) {
  const transaction = new Transaction({ feePayer: payer.publicKey, blockhash, lastValidBlockHeight: 1 })
  transaction.add(...instructions).sign(...signers)
  return base64(transaction.serialize())
}

function versioned(instructions: TransactionInstruction[], tables: AddressLookupTableAccount[] = []) {
  const message = new TransactionMessage({ payerKey: wallet.publicKey, recentBlockhash: ZERO, instructions })
  const transaction = new VersionedTransaction(message.compileToV0Message(tables))
  transaction.sign([wallet])
  return base64(transaction.serialize())
}

const verify = (transaction: string, over: Partial<{ address: typeof address; text: string }> = {}) =>
  verifyMemoTransaction({ address, text, transaction, ...over })

describe('composeMemoTransaction', () => {
  test('default: it composes the same bytes as the library', () => {
    const ours = Buffer.from(composeMemoTransaction({ address, text }), 'base64')
    const theirs = new Transaction({ feePayer: wallet.publicKey, blockhash: ZERO, lastValidBlockHeight: 1 })
    theirs.add(memo())
    expect(base64(ours)).toBe(base64(theirs.serialize({ requireAllSignatures: false })))
  })

  test('behavior: the library reads and signs it, and the check accepts it', () => {
    const said = 'a'.repeat(566)
    const transaction = Transaction.from(
      Buffer.from(composeMemoTransaction({ address, text: said }), 'base64'),
    )
    transaction.partialSign(wallet)
    expect(verify(base64(transaction.serialize()), { text: said })).toBe(true)
  })

  test('refuses: a text that does not fit a memo (ERR_LOGIN_MISMATCH)', () => {
    const compose = () => composeMemoTransaction({ address, text: 'ä'.repeat(284) })
    expect(compose).toThrowError(expect.objectContaining({ code: 'ERR_LOGIN_MISMATCH' }))
  })
})

describe('verifyMemoTransaction', () => {
  test.each<[string, string]>([
    ['a legacy transaction', legacy([memo()])],
    ['a transaction of version 0', versioned([memo()])],
    ['a memo without a signer', legacy([memo({ keys: [] })])],
    ['a transaction with a fee and a limit', legacy([limit, price, memo()])],
    ['a transaction with guards before and after the memo', versioned([limit, guard(), memo(), guard()])],
  ])('default: %s', (_case, transaction) => expect(verify(transaction)).toBe(true))

  const transfer = SystemProgram.transfer({
    fromPubkey: wallet.publicKey,
    toPubkey: other.publicKey,
    lamports: 1,
  })
  const advance = SystemProgram.nonceAdvance({
    noncePubkey: other.publicKey,
    authorizedPubkey: wallet.publicKey,
  })
  const heap = ComputeBudgetProgram.requestHeapFrame({ bytes: 1024 * 32 })
  const table = new AddressLookupTableAccount({
    key: other.publicKey,
    state: {
      deactivationSlot: 2n ** 64n - 1n,
      lastExtendedSlot: 0,
      lastExtendedSlotStartIndex: 0,
      addresses: [LIGHTHOUSE, Keypair.generate().publicKey],
    },
  })
  const fromTable = new TransactionInstruction({
    programId: LIGHTHOUSE,
    keys: [{ pubkey: table.state.addresses[1] ?? PublicKey.default, isSigner: false, isWritable: false }],
    data: Buffer.from([1]),
  })
  const guardSignedBy = (pubkey: PublicKey) =>
    new TransactionInstruction({
      programId: LIGHTHOUSE,
      keys: [{ pubkey, isSigner: true, isWritable: false }],
      data: Buffer.from([1]),
    })
  const named = { pubkey: other.publicKey, isSigner: false, isWritable: false }
  test.each<[string, string]>([
    ['a missing memo', legacy([limit])],
    ['two memos', legacy([memo(), memo()])],
    ['a memo of version 1', legacy([memo({ programId: MEMO_V1 })])],
    ['another text', legacy([memo({ said: `${text} ` })])],
    ['the text with an addition', legacy([memo({ said: `${text}\0` })])],
    ['a memo with another signer', legacy([memo({ keys: [named] })])],
    ['a memo with the wallet as signer twice', legacy([memo({ keys: [self, self] })])],
    ['a payment beside the memo', legacy([memo(), transfer])],
    ['a durable nonce before the memo', legacy([advance, memo()])],
    ['two compute limits', legacy([limit, limit, memo()])],
    ['two compute prices', legacy([price, price, memo()])],
    ['a larger heap', legacy([heap, memo()])],
    ['three guards', legacy([guard(), guard(), guard(), memo()])],
    ['a real blockhash', legacy([memo()], { blockhash: other.publicKey.toBase58() })],
    ['another signer', legacy([memo({ keys: [] })], { payer: other, signers: [other] })],
    [
      'a second signer beside the wallet, in a guard',
      legacy([memo(), guardSignedBy(other.publicKey)], { signers: [wallet, other] }),
    ],
    ['another fee payer', legacy([memo()], { payer: other, signers: [other, wallet] })],
    ['a lookup table', versioned([memo(), fromTable], [table])],
  ])('refuses: %s', (_case, transaction) => expect(verify(transaction)).toBe(false))

  const good = Buffer.from(legacy([memo()]), 'base64')
  const body = good.subarray(65)
  const resign = (message: Uint8Array) => {
    return base64(Buffer.concat([Buffer.from([1]), signWith(wallet, message), message]))
  }

  test.each<[string, string]>([
    ['an empty text', ''],
    ['text that is not base64', '!'],
    ['truncated base64', base64(good).replace(/=+$/, '').concat('A')],
    ['an unsigned transaction', composeMemoTransaction({ address, text })],
    ['the message without signatures', base64(body)],
    ['an extra byte, signed', resign(Buffer.concat([body, Buffer.alloc(1)]))],
    ['an extra byte, unsigned', base64(Buffer.concat([good, Buffer.alloc(1)]))],
    ['a missing byte', base64(good.subarray(0, -1))],
    ['a length in a longer encoding than needed', resign(lengthen(body))],
    ['version 1', resign(Buffer.concat([Buffer.from([0x81]), body, Buffer.from([0])]))],
    ['a signer that is read-only', resign(Buffer.concat([Buffer.from([1, 1]), body.subarray(2)]))],
    [
      'more read-only accounts than there are',
      resign(Buffer.concat([Buffer.from([1, 0, 2]), body.subarray(3)])),
    ],
    ['two signatures', base64(Buffer.concat([Buffer.from([2]), good.subarray(1, 65), good.subarray(1)]))],
    ['more bytes than a packet', base64(Buffer.concat([good, Buffer.alloc(1232)]))],
  ])('refuses: %s', (_case, transaction) => expect(verify(transaction)).toBe(false))

  test('behavior: an unchanged transaction that is signed again is accepted: the refusals above are due to their change', () => {
    expect(verify(resign(body))).toBe(true)
  })

  test('refuses: a transaction for another wallet or another text', () => {
    expect(verify(base64(good), { address: parseSolanaAddress(other.publicKey.toBase58()) })).toBe(false)
    expect(verify(base64(good), { text: 'another' })).toBe(false)
  })

  test('refuses: a change of any byte', () => {
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const changed = Buffer.from(good)
        changed[at] = (changed[at] ?? 0) ^ flip
        expect(verify(base64(changed))).toBe(false)
      }),
      { numRuns: 300 },
    )
  })

  test('refuses: any other bytes, without throwing', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(verify(base64(bytes))).toBe(false)
        expect(verify(resign(Buffer.concat([body.subarray(0, 101), bytes])))).toBe(false)
      }),
    )
  })
})

function signWith(signer: Keypair, message: Uint8Array): Uint8Array {
  const pkcs8 = Buffer.concat([
    Buffer.from('302e020100300506032b657004220420', 'hex'),
    signer.secretKey.subarray(0, 32),
  ])
  return sign(null, message, createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' }))
}

/** The number of accounts in two bytes instead of one. */
function lengthen(message: Buffer): Buffer {
  return Buffer.concat([message.subarray(0, 3), Buffer.from([0x82, 0]), message.subarray(4)])
}
