import { connect } from 'node:net'
import { Connection, Keypair, PublicKey, SystemProgram, Transaction } from '@solana/web3.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { decodeBase58 } from '../../../../app/core/chain/base58.ts'
import { composeTransfer, findTokenAccount } from './composeTokenInstructions.ts'
import { METADATA_PROGRAM } from './encodeMetadata.ts'
import { TOKEN_PROGRAM } from './openLedger.ts'
import { seedSolana } from './seedSolana.ts'
import { makeKeypair, makeSolanaWallet } from './solanaWallets.ts'
import { type Solana, startSolana } from './startSolana.ts'

let node: Solana
let seeded: ReturnType<typeof seedSolana>
let connection: Connection

beforeAll(async () => {
  node = await startSolana()
  seeded = seedSolana(node.ledger)
  connection = new Connection(node.rpcUrl, 'confirmed')
})
afterAll(() => node.close())

async function post(body: unknown): Promise<{ status: number; text: string }> {
  const response = await fetch(node.rpcUrl, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  return { status: response.status, text: await response.text() }
}

const ask = async (method: string, params: unknown[]) =>
  JSON.parse((await post({ jsonrpc: '2.0', id: 1, method, params })).text)

describe('a node, read with web3.js', () => {
  test('default', async () => {
    const holder = new PublicKey(makeSolanaWallet('holder').address)
    const found = await connection.getTokenAccountsByOwner(holder, {
      programId: new PublicKey(TOKEN_PROGRAM),
    })
    expect(found.value.map(({ account }) => account.data.readBigUInt64LE(64))).toEqual(
      expect.arrayContaining([40_500_000n, 1n, 1n]),
    )
    expect(found.value).toHaveLength(3)
    const mint = new PublicKey(seeded.contracts.spl)
    const own = findTokenAccount({ mint, owner: holder, program: new PublicKey(TOKEN_PROGRAM) })
    expect((await connection.getTokenAccountBalance(own)).value.uiAmountString).toBe('40.5')
    const described = await connection.getProgramAccounts(new PublicKey(METADATA_PROGRAM), {
      dataSlice: { offset: 0, length: 1 },
    })
    expect(described).toHaveLength(4)
    expect(described[0]?.account.data).toEqual(Buffer.from([4]))
  })

  test('behavior: a signed transaction is executed in its own slot', async () => {
    const holder = makeKeypair('holder')
    const { blockhash } = await connection.getLatestBlockhash()
    await connection.requestAirdrop(holder.publicKey, 1_000_000_000)
    const before = await connection.getSlot()
    const to = Keypair.generate().publicKey
    const transfer = { fromPubkey: holder.publicKey, toPubkey: to, lamports: 5_000_000 }
    const transaction = new Transaction({ feePayer: holder.publicKey, recentBlockhash: blockhash })
    transaction.add(SystemProgram.transfer(transfer)).sign(holder)
    const signature = await connection.sendRawTransaction(transaction.serialize())
    expect(await connection.getSlot()).toBe(before + 1)
    expect(await connection.getBalance(to)).toBe(5_000_000)
    expect((await connection.getSignatureStatus(signature)).value?.confirmationStatus).toBe('finalized')
  })

  test('refuses: a transfer above the balance', async () => {
    const holder = makeKeypair('holder')
    const mint = new PublicKey(seeded.contracts.spl)
    const program = new PublicKey(TOKEN_PROGRAM)
    const own = findTokenAccount({ mint, owner: holder.publicKey, program })
    const { blockhash } = await connection.getLatestBlockhash()
    const transaction = new Transaction({ feePayer: holder.publicKey, recentBlockhash: blockhash })
    const move = { program, from: own, to: own, owner: holder.publicKey, amount: 41_000_000n }
    transaction.add(composeTransfer(move)).sign(holder)
    await expect(connection.sendRawTransaction(transaction.serialize())).rejects.toThrow(/insufficient funds/)
  })
})

describe('the limits of a node', () => {
  test('behavior: a batch is answered in order, each call by itself', async () => {
    const { text } = await post([
      { jsonrpc: '2.0', id: 'a', method: 'getHealth' },
      { jsonrpc: '2.0', id: 'b', method: 'getNothing', params: [] },
    ])
    expect(JSON.parse(text)).toEqual([
      { jsonrpc: '2.0', id: 'a', result: 'ok' },
      { jsonrpc: '2.0', id: 'b', error: { code: -32601, message: 'Method not found' } },
    ])
  })

  test('refuses: the requests that a real node refuses', async () => {
    const { contracts } = seeded
    const key = contracts.spl
    const later = { minContextSlot: node.ledger.slot() + 1 }
    expect((await ask('getAccountInfo', [key, later])).error.code).toBe(-32016)
    expect((await ask('getAccountInfo', [key.slice(9)])).error.message).toBe('Invalid param: WrongSize')
    expect((await ask('getMultipleAccounts', [Array.from({ length: 101 }, () => key)])).error.code).toBe(
      -32602,
    )
    const byMint = (mint: string) => ask('getTokenAccountsByOwner', [key, { mint }])
    const nobody = makeSolanaWallet('nobody').address
    expect((await byMint(nobody)).error.message).toBe('Invalid param: could not find mint')
    expect((await byMint(METADATA_PROGRAM)).error.message).toBe('Invalid param: could not find mint')
    expect((await byMint(makeSolanaWallet('issuer').address)).error.message).toBe(
      'Invalid param: not a Token mint',
    )
    expect((await post('{')).status).toBe(400)
    expect((await post(' '.repeat(60_000))).status).toBe(413)
  })
})

test('behavior: it survives invalid requests and an aborted connection', async () => {
  expect(JSON.parse((await post('null')).text)).toMatchObject({ error: { code: -32601 } })
  expect(JSON.parse((await post('[null, 5]')).text)).toHaveLength(2)
  const { hostname, port } = new URL(node.rpcUrl)
  const socket = connect(Number(port), hostname)
  socket.write('POST / HTTP/1.1\r\nhost: node\r\ncontent-length: 100\r\n\r\n{"jsonrpc"')
  await new Promise((resolve) => setTimeout(resolve, 50))
  socket.destroy()
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect((await post({ jsonrpc: '2.0', id: 1, method: 'getHealth' })).status).toBe(200)
})

test('behavior: a secret key has 64 bytes that a wallet can import', () => {
  const { address, secretKey } = makeSolanaWallet('holder')
  const bytes = decodeBase58({ text: secretKey, bytes: 64 })
  expect(bytes && Keypair.fromSecretKey(bytes).publicKey.toBase58()).toBe(address)
})
