import { createHash } from 'node:crypto'
import { type Keypair, PublicKey, SystemProgram, Transaction, TransactionInstruction } from '@solana/web3.js'
import {
  composeBurn,
  composeFreeze,
  composeInitializeMint,
  composeMintTo,
  composeOpen,
  composeTransfer,
  findTokenAccount,
} from './composeTokenInstructions.ts'
import {
  encodeMetadata,
  findMetadataAddress,
  METADATA_PROGRAM,
  type MetadataFacts,
} from './encodeMetadata.ts'
import { type Ledger, type TOKEN_2022_PROGRAM, TOKEN_PROGRAM } from './openLedger.ts'
import { makeKeypair } from './solanaWallets.ts'

export type MintRequest = {
  /** Determines the mint's address. */
  readonly seed: string
  readonly decimals: number
  readonly program?: typeof TOKEN_PROGRAM | typeof TOKEN_2022_PROGRAM
  /** Name and symbol stored in the mint itself: Token-2022 only. */
  readonly label?: { readonly name: string; readonly symbol: string }
  /** Makes it a group, or a member of one: Token-2022 only, without a label. */
  readonly group?: 'itself' | { readonly memberOf: string }
}
export type Move = { readonly mint: string; readonly owner: string; readonly amount: bigint }
export type Issuer = {
  readonly makeMint: (request: MintRequest) => string
  /** Mint an amount to a wallet's associated account; returns that account. */
  readonly issue: (move: Move) => string
  readonly transfer: (move: Move & { from: Keypair }) => void
  readonly burn: (move: Omit<Move, 'owner'> & { from: Keypair }) => void
  readonly freeze: (parameters: Omit<Move, 'amount'>) => void
  /** Write a mint's Metaplex metadata account. The metadata program itself is not on the ledger. */
  readonly describe: (facts: MetadataFacts) => void
  /** Mint an NFT (supply 1) with metadata to a wallet. */
  readonly issueNft: (parameters: Omit<MetadataFacts, 'mint'> & { seed: string; owner: string }) => string
}

/** Make the issuer of a ledger's tokens: it pays for every transaction and may mint and freeze all of its mints. */
export function createIssuer(ledger: Ledger): Issuer {
  const payer = makeKeypair('issuer')
  ledger.airdrop({ to: payer.publicKey.toBase58(), lamports: 1_000_000_000_000n })
  const run = (instructions: readonly TransactionInstruction[], signers: readonly Keypair[] = []) => {
    const transaction = new Transaction({
      feePayer: payer.publicKey,
      recentBlockhash: ledger.latestBlockhash(),
    })
    transaction.add(...instructions).sign(payer, ...signers)
    ledger.send(transaction.serialize())
  }
  const accountOf = (parameters: Omit<Move, 'amount'>) => {
    const [mint, owner] = [new PublicKey(parameters.mint), new PublicKey(parameters.owner)]
    const program = new PublicKey(ledger.find(parameters.mint)?.owner ?? TOKEN_PROGRAM)
    const own = { program, mint, account: findTokenAccount({ mint, owner, program }) }
    return { own, open: composeOpen({ ...own, owner, payer: payer.publicKey }) }
  }
  const makeMint: Issuer['makeMint'] = (request) => {
    const mint = makeKeypair(`mint ${request.seed}`)
    run(composeMint({ ...request, ledger, payer, mint: mint.publicKey }), [mint])
    return mint.publicKey.toBase58()
  }
  const issue: Issuer['issue'] = (move) => {
    const { own, open } = accountOf(move)
    run([open, composeMintTo({ ...own, authority: payer.publicKey, amount: move.amount })])
    return own.account.toBase58()
  }
  const describe: Issuer['describe'] = (facts) =>
    ledger.put({
      address: findMetadataAddress(facts.mint),
      owner: METADATA_PROGRAM,
      data: encodeMetadata(facts),
    })
  return {
    makeMint,
    issue,
    describe,
    transfer: ({ from, ...move }) => {
      const owner = from.publicKey
      const source = accountOf({ mint: move.mint, owner: owner.toBase58() }).own.account
      const { own, open } = accountOf(move)
      const { program, account: to } = own
      run([open, composeTransfer({ program, from: source, to, owner, amount: move.amount })], [from])
    },
    burn: ({ from, mint, amount }) => {
      const owner = from.publicKey
      const { own } = accountOf({ mint, owner: owner.toBase58() })
      run([composeBurn({ ...own, owner, amount })], [from])
    },
    freeze: (parameters) =>
      run([composeFreeze({ ...accountOf(parameters).own, authority: payer.publicKey })]),
    issueNft: ({ seed, owner, ...facts }) => {
      const mint = makeMint({ seed, decimals: 0 })
      issue({ mint, owner, amount: 1n })
      describe({ ...facts, mint })
      return mint
    },
  }
}

/** Bytes of a mint's account, without and with the address of its name. */
const MINT_BYTES = 82
const LABELLED_MINT_BYTES = 234

function composeMint({
  ledger,
  payer,
  mint,
  decimals,
  program = TOKEN_PROGRAM,
  label,
  group,
}: MintRequest & { ledger: Ledger; payer: Keypair; mint: PublicKey }): TransactionInstruction[] {
  const [authority, of] = [payer.publicKey, new PublicKey(program)]
  // Every pointer has the same length.
  const space = label || group ? LABELLED_MINT_BYTES : MINT_BYTES
  // The label makes the account grow, so its rent is paid in advance.
  const lamports = Number(ledger.rentOf(space + (label || group ? 512 : 0)))
  const account = { fromPubkey: authority, newAccountPubkey: mint, lamports, space, programId: of }
  return [
    SystemProgram.createAccount(account),
    ...(label ? [composePointer({ mint, authority, program: of, kind: 'metadata' })] : []),
    ...(group
      ? [composePointer({ mint, authority, program: of, kind: group === 'itself' ? 'group' : 'member' })]
      : []),
    composeInitializeMint({ program: of, mint, decimals, authority }),
    ...(label ? [composeLabel({ mint, authority, program: of, ...label })] : []),
    ...(group ? [composeGroup({ mint, authority, program: of, group })] : []),
  ]
}

const POINTERS = { metadata: 39, group: 40, member: 41 }

/**
 * Let a mint keep its own name, group or membership.
 * @see https://github.com/solana-program/token-2022 `MetadataPointerInstruction::Initialize`
 */
function composePointer(parameters: {
  mint: PublicKey
  authority: PublicKey
  program: PublicKey
  kind: keyof typeof POINTERS
}): TransactionInstruction {
  const { mint, authority, program, kind } = parameters
  return new TransactionInstruction({
    programId: program,
    keys: [{ pubkey: mint, isSigner: false, isWritable: true }],
    data: Buffer.concat([Buffer.from([POINTERS[kind], 0]), authority.toBuffer(), mint.toBuffer()]),
  })
}

/** @see https://github.com/solana-program/token-metadata `Initialize` of the token metadata interface */
function composeLabel({
  mint,
  authority,
  program,
  name,
  symbol,
}: {
  mint: PublicKey
  authority: PublicKey
  program: PublicKey
  name: string
  symbol: string
}): TransactionInstruction {
  const discriminator = createHash('sha256')
    .update('spl_token_metadata_interface:initialize_account')
    .digest()
  return new TransactionInstruction({
    programId: program,
    keys: [
      { pubkey: mint, isSigner: false, isWritable: true },
      { pubkey: authority, isSigner: false, isWritable: false },
      { pubkey: mint, isSigner: false, isWritable: false },
      { pubkey: authority, isSigner: true, isWritable: false },
    ],
    data: Buffer.concat([discriminator.subarray(0, 8), ...[name, symbol, ''].map(encodeText)]),
  })
}

/** @see https://github.com/solana-program/token-group `InitializeGroup` and `InitializeMember` of its interface */
function composeGroup({
  mint,
  authority,
  program,
  group,
}: {
  mint: PublicKey
  authority: PublicKey
  program: PublicKey
  group: NonNullable<MintRequest['group']>
}): TransactionInstruction {
  const signer = { pubkey: authority, isSigner: true, isWritable: false }
  const own = [
    { pubkey: mint, isSigner: false, isWritable: true },
    { pubkey: mint, isSigner: false, isWritable: false },
    signer,
  ]
  const startOf = (name: string) =>
    createHash('sha256').update(`spl_token_group_interface:${name}`).digest().subarray(0, 8)
  if (group === 'itself') {
    const most = Buffer.alloc(8)
    most.writeBigUInt64LE(1_000n)
    const data = Buffer.concat([startOf('initialize_token_group'), authority.toBuffer(), most])
    return new TransactionInstruction({ programId: program, keys: own, data })
  }
  const keys = [...own, { pubkey: new PublicKey(group.memberOf), isSigner: false, isWritable: true }, signer]
  return new TransactionInstruction({ programId: program, keys, data: startOf('initialize_member') })
}

function encodeText(text: string): Buffer {
  const bytes = Buffer.from(text)
  const length = Buffer.alloc(4)
  length.writeUInt32LE(bytes.length)
  return Buffer.concat([length, bytes])
}
