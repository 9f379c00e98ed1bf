import { getBase58Encoder } from '@solana/kit'
import { decodeBase58, encodeBase58 } from '../../../../app/core/chain/base58.ts'
import type { Ledger, LedgerAccount } from './openLedger.ts'
import { TOKEN_2022_PROGRAM, TOKEN_PROGRAM } from './openLedger.ts'

/** A JSON-RPC error as a node answers it. */
export class RpcError extends Error {
  readonly code: number
  readonly data: unknown
  constructor(code: number, message: string, data?: unknown) {
    super(message)
    this.code = code
    this.data = data
  }
}

type Method = (params: readonly unknown[]) => unknown
type Options = {
  readonly encoding?: string
  readonly dataSlice?: { readonly offset: number; readonly length: number }
  readonly minContextSlot?: number
  readonly filters?: readonly Filter[]
  readonly withContext?: boolean
}
type Filter = {
  readonly dataSize?: number
  readonly memcmp?: { readonly offset: number; readonly bytes: string; readonly encoding?: string }
}

/** The genesis hash of the real network: a server refuses any other. */
const MAINNET_GENESIS = '5eykt4UsFv8P8NJdTREpY1vzqKqZKvdpKuc147dw2N9d'
const MOST_ACCOUNTS = 100
const TOKEN_PROGRAMS = [TOKEN_PROGRAM, TOKEN_2022_PROGRAM]
const TOKEN_ACCOUNT_BYTES = 165
/** Type byte that marks a longer Token-2022 account as a token account. */
const IS_TOKEN_ACCOUNT = 2

/**
 * Make a node's JSON-RPC methods over a ledger: the methods that wallets, web3.js and this server call, with a real
 * node's limits and errors. No subscriptions and no `jsonParsed`: it answers base64, as a node does for data it cannot
 * parse.
 * @see https://solana.com/docs/rpc
 */
export function makeMethods(ledger: Ledger): Readonly<Record<string, Method>> {
  const context = (value: unknown) => ({
    context: { slot: ledger.slot(), apiVersion: 'stand-in' },
    value,
  })
  const ensureSlot = ({ minContextSlot = 0 }: Options) => {
    if (minContextSlot > ledger.slot())
      throw new RpcError(-32016, 'Minimum context slot has not been reached', { contextSlot: ledger.slot() })
  }
  const listProgram = (program: string, options: Options) =>
    ledger
      .listOf(program)
      .filter(({ data }) => (options.filters ?? []).every((filter) => passes(data, filter)))
      .map((account) => ({ pubkey: account.address, account: formatAccount(account, options) }))

  return {
    getHealth: () => 'ok',
    getVersion: () => ({ 'solana-core': 'stand-in', 'feature-set': 0 }),
    getGenesisHash: () => MAINNET_GENESIS,
    getSlot: ([options]) => {
      ensureSlot(readOptions(options))
      return ledger.slot()
    },
    getBlockHeight: () => ledger.slot(),
    getLatestBlockhash: () =>
      context({ blockhash: ledger.latestBlockhash(), lastValidBlockHeight: ledger.slot() + 150 }),
    isBlockhashValid: ([hash]) => context(hash === ledger.latestBlockhash()),
    getMinimumBalanceForRentExemption: ([bytes]) => Number(ledger.rentOf(Number(bytes))),
    getBalance: ([account]) => context(Number(ledger.find(readAddress(account))?.lamports ?? 0n)),
    getAccountInfo: ([account, second]) => {
      const options = readOptions(second)
      ensureSlot(options)
      const found = ledger.find(readAddress(account))
      return context(found && formatAccount(found, options))
    },
    getMultipleAccounts: ([accounts, second]) => {
      const options = readOptions(second)
      ensureSlot(options)
      if (!Array.isArray(accounts)) throw new RpcError(-32602, 'Invalid params: expected a sequence')
      if (accounts.length > MOST_ACCOUNTS)
        throw new RpcError(-32602, `Too many inputs provided; max ${MOST_ACCOUNTS}`)
      const found = accounts.map((account) => ledger.find(readAddress(account)))
      return context(found.map((account) => account && formatAccount(account, options)))
    },
    getProgramAccounts: ([program, second]) => {
      const options = readOptions(second)
      const found = listProgram(readAddress(program), options)
      return options.withContext ? context(found) : found
    },
    getTokenAccountsByOwner: ([owner, filter, third]) => {
      const options = readOptions(third)
      ensureSlot(options)
      const of = Buffer.from(decodeBase58({ text: readAddress(owner), bytes: 32 }) ?? [])
      const { program, mint } = readTokenFilter(ledger, filter)
      const found = ledger
        .listOf(program)
        .filter(({ data }) => isTokenAccount(data) && data.subarray(32, 64).equals(of))
        .filter(({ data }) => mint === null || encodeBase58(data.subarray(0, 32)) === mint)
      return context(
        found.map((account) => ({ pubkey: account.address, account: formatAccount(account, options) })),
      )
    },
    getTokenAccountBalance: ([account]) => {
      const found = ledger.find(readAddress(account))
      if (!found || !isTokenAccount(found.data))
        throw new RpcError(-32602, 'Invalid param: not a Token account')
      return context(formatTokenAmount(ledger, found.data))
    },
    requestAirdrop: ([to, lamports]) =>
      ledger.airdrop({ to: readAddress(to), lamports: BigInt(Number(lamports)) }),
    sendTransaction: ([raw, second]) =>
      ledger.send(
        readOptions(second).encoding === 'base64'
          ? Buffer.from(String(raw), 'base64')
          : new Uint8Array(getBase58Encoder().encode(String(raw))),
      ),
    getSignatureStatuses: ([signatures]) =>
      context((signatures as readonly string[]).map((signature) => formatStatus(ledger.slotOf(signature)))),
  }
}

function readOptions(value: unknown): Options {
  return (typeof value === 'object' && value !== null ? value : {}) as Options
}

function readAddress(value: unknown): string {
  if (typeof value === 'string' && decodeBase58({ text: value, bytes: 32 })) return value
  throw new RpcError(-32602, 'Invalid param: WrongSize')
}

function readTokenFilter(ledger: Ledger, value: unknown): { program: string; mint: string | null } {
  const filter = readOptions(value) as { programId?: unknown; mint?: unknown }
  if (filter.programId !== undefined) {
    const program = readAddress(filter.programId)
    if (TOKEN_PROGRAMS.includes(program)) return { program, mint: null }
    throw new RpcError(-32602, 'Invalid param: unrecognized Token program id')
  }
  const mint = readAddress(filter.mint)
  const program = ledger.find(mint)?.owner
  if (program === undefined) throw new RpcError(-32602, 'Invalid param: could not find mint')
  if (!TOKEN_PROGRAMS.includes(program)) throw new RpcError(-32602, 'Invalid param: not a Token mint')
  return { program, mint }
}

function isTokenAccount(data: Buffer): boolean {
  return (
    data.length === TOKEN_ACCOUNT_BYTES ||
    (data.length > TOKEN_ACCOUNT_BYTES && data[TOKEN_ACCOUNT_BYTES] === IS_TOKEN_ACCOUNT)
  )
}

function formatAccount(account: LedgerAccount, { encoding, dataSlice }: Options): unknown {
  const { data } = account
  const cut = dataSlice ? data.subarray(dataSlice.offset, dataSlice.offset + dataSlice.length) : data
  return {
    lamports: Number(account.lamports),
    owner: account.owner,
    executable: account.executable,
    // The largest u64 as nodes write it; a double cannot hold it exactly.
    rentEpoch: 18446744073709552000,
    space: data.length,
    data: encoding === 'base58' ? [encodeBase58(cut), 'base58'] : [cut.toString('base64'), 'base64'],
  }
}

function formatTokenAmount(ledger: Ledger, data: Buffer): unknown {
  const amount = data.readBigUInt64LE(64)
  const decimals = ledger.find(encodeBase58(data.subarray(0, 32)))?.data[44] ?? 0
  const uiAmount = Number(amount) / 10 ** decimals
  return { amount: String(amount), decimals, uiAmount, uiAmountString: String(uiAmount) }
}

function formatStatus(slot: number | null): unknown {
  if (slot === null) return null
  return { slot, err: null, confirmations: null, confirmationStatus: 'finalized', status: { Ok: null } }
}

function passes(data: Buffer, { dataSize, memcmp }: Filter): boolean {
  if (dataSize !== undefined && data.length !== dataSize) return false
  if (!memcmp) return true
  const wanted =
    memcmp.encoding === 'base64'
      ? Buffer.from(memcmp.bytes, 'base64')
      : Buffer.from(getBase58Encoder().encode(memcmp.bytes))
  return data.subarray(memcmp.offset, memcmp.offset + wanted.length).equals(wanted)
}
