import { createHash } from 'node:crypto'
import {
  createAssociatedTokenAccountIdempotentInstruction,
  createBurnInstruction,
  createFreezeAccountInstruction,
  createInitializeMetadataPointerInstruction,
  createInitializeMint2Instruction,
  createMintToInstruction,
  createTransferInstruction,
  ExtensionType,
  getAssociatedTokenAddressSync,
  getMintLen,
} from '@solana/spl-token'
import { type Keypair, PublicKey, SystemProgram, Transaction, TransactionInstruction } from '@solana/web3.js'
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
  const accountOf = ({ mint, owner }: Omit<Move, 'amount'>) => {
    const program = new PublicKey(ledger.find(mint)?.owner ?? TOKEN_PROGRAM)
    const [of, whose] = [new PublicKey(mint), new PublicKey(owner)]
    const account = getAssociatedTokenAddressSync(of, whose, true, program)
    const open = createAssociatedTokenAccountIdempotentInstruction(
      payer.publicKey,
      account,
      whose,
      of,
      program,
    )
    return { program, of, account, open }
  }
  const makeMint: Issuer['makeMint'] = (request) => {
    const mint = makeKeypair(`mint ${request.seed}`)
    run(composeMint({ ...request, ledger, payer, mint: mint.publicKey }), [mint])
    return mint.publicKey.toBase58()
  }
  const issue: Issuer['issue'] = (move) => {
    const { program, of, account, open } = accountOf(move)
    run([open, createMintToInstruction(of, account, payer.publicKey, move.amount, [], program)])
    return account.toBase58()
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
      const source = accountOf({ mint: move.mint, owner: from.publicKey.toBase58() })
      const { program, account, open } = accountOf(move)
      run(
        [open, createTransferInstruction(source.account, account, from.publicKey, move.amount, [], program)],
        [from],
      )
    },
    burn: ({ from, mint, amount }) => {
      const { program, of, account } = accountOf({ mint, owner: from.publicKey.toBase58() })
      run([createBurnInstruction(account, of, from.publicKey, amount, [], program)], [from])
    },
    freeze: (parameters) => {
      const { program, of, account } = accountOf(parameters)
      run([createFreezeAccountInstruction(account, of, payer.publicKey, [], program)])
    },
    issueNft: ({ seed, owner, ...facts }) => {
      const mint = makeMint({ seed, decimals: 0 })
      issue({ mint, owner, amount: 1n })
      describe({ ...facts, mint })
      return mint
    },
  }
}

function composeMint({
  ledger,
  payer,
  mint,
  decimals,
  program = TOKEN_PROGRAM,
  label,
}: MintRequest & { ledger: Ledger; payer: Keypair; mint: PublicKey }): TransactionInstruction[] {
  const [authority, of] = [payer.publicKey, new PublicKey(program)]
  const space = getMintLen(label ? [ExtensionType.MetadataPointer] : [])
  // The label makes the account grow, so its rent is paid in advance.
  const lamports = Number(ledger.rentOf(space + (label ? 512 : 0)))
  const account = { fromPubkey: authority, newAccountPubkey: mint, lamports, space, programId: of }
  return [
    SystemProgram.createAccount(account),
    ...(label ? [createInitializeMetadataPointerInstruction(mint, authority, mint, of)] : []),
    createInitializeMint2Instruction(mint, decimals, authority, authority, of),
    ...(label ? [composeLabel({ mint, authority, program: of, ...label })] : []),
  ]
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

function encodeText(text: string): Buffer {
  const bytes = Buffer.from(text)
  const length = Buffer.alloc(4)
  length.writeUInt32LE(bytes.length)
  return Buffer.concat([length, bytes])
}
