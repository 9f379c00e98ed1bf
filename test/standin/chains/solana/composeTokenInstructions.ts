import { type Address, createNoopSigner, type Instruction, isSignerRole, isWritableRole } from '@solana/kit'
import { PublicKey, TransactionInstruction } from '@solana/web3.js'
import {
  ASSOCIATED_TOKEN_PROGRAM_ADDRESS,
  getBurnInstruction,
  getCreateAssociatedTokenIdempotentInstruction,
  getFreezeAccountInstruction,
  getInitializeMint2Instruction,
  getMintToInstruction,
  getTransferInstruction,
} from '@solana-program/token'

/** A token account, with the program that owns its mint. */
export type TokenAccount = {
  readonly program: PublicKey
  readonly mint: PublicKey
  readonly account: PublicKey
}

/** The address of a wallet's associated account. */
export function findTokenAccount(parameters: {
  mint: PublicKey
  owner: PublicKey
  program: PublicKey
}): PublicKey {
  const { mint, owner, program } = parameters
  const seeds = [owner, program, mint].map((key) => key.toBuffer())
  return PublicKey.findProgramAddressSync(seeds, new PublicKey(ASSOCIATED_TOKEN_PROGRAM_ADDRESS))[0]
}

/** Open a wallet's associated account, unless it is there. */
export function composeOpen(parameters: TokenAccount & { owner: PublicKey; payer: PublicKey }) {
  const { program, mint, account, owner, payer } = parameters
  return toInstruction(
    getCreateAssociatedTokenIdempotentInstruction({
      ...{ payer: signerOf(payer), ata: addressOf(account), owner: addressOf(owner) },
      ...{ mint: addressOf(mint), tokenProgram: addressOf(program) },
    }),
  )
}

/** Make an account, which exists, a mint. */
export function composeInitializeMint(parameters: {
  program: PublicKey
  mint: PublicKey
  decimals: number
  authority: PublicKey
}) {
  const { program, mint, decimals } = parameters
  const authority = addressOf(parameters.authority)
  return toInstruction(
    getInitializeMint2Instruction(
      { mint: addressOf(mint), decimals, mintAuthority: authority, freezeAuthority: authority },
      { programAddress: addressOf(program) },
    ),
  )
}

export function composeMintTo(parameters: TokenAccount & { authority: PublicKey; amount: bigint }) {
  const { program, mint, account, authority, amount } = parameters
  return toInstruction(
    getMintToInstruction(
      { mint: addressOf(mint), token: addressOf(account), mintAuthority: signerOf(authority), amount },
      { programAddress: addressOf(program) },
    ),
  )
}

export function composeTransfer(parameters: {
  program: PublicKey
  from: PublicKey
  to: PublicKey
  owner: PublicKey
  amount: bigint
}) {
  const { program, from, to, owner, amount } = parameters
  return toInstruction(
    getTransferInstruction(
      { source: addressOf(from), destination: addressOf(to), authority: signerOf(owner), amount },
      { programAddress: addressOf(program) },
    ),
  )
}

export function composeBurn(parameters: TokenAccount & { owner: PublicKey; amount: bigint }) {
  const { program, mint, account, owner, amount } = parameters
  return toInstruction(
    getBurnInstruction(
      { account: addressOf(account), mint: addressOf(mint), authority: signerOf(owner), amount },
      { programAddress: addressOf(program) },
    ),
  )
}

export function composeFreeze(parameters: TokenAccount & { authority: PublicKey }) {
  const { program, mint, account, authority } = parameters
  return toInstruction(
    getFreezeAccountInstruction(
      { account: addressOf(account), mint: addressOf(mint), owner: signerOf(authority) },
      { programAddress: addressOf(program) },
    ),
  )
}

const addressOf = (key: PublicKey) => key.toBase58() as Address
// web3.js signs the transaction; the instruction only names who must.
const signerOf = (key: PublicKey) => createNoopSigner(addressOf(key))

function toInstruction({ programAddress, accounts = [], data }: Instruction): TransactionInstruction {
  return new TransactionInstruction({
    programId: new PublicKey(programAddress),
    keys: accounts.map(({ address, role }) => ({
      pubkey: new PublicKey(address),
      isSigner: isSignerRole(role),
      isWritable: isWritableRole(role),
    })),
    data: Buffer.from(data ?? []),
  })
}
