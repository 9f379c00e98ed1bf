import { z } from 'zod'
import { loadChain } from '../../core/chain/loadChain.ts'
import { InputError } from '../../core/errors/base.ts'
import type { GateForm } from '../../core/gate/form.ts'
import type { TypedWallet } from '../../core/login/types.ts'
import type { Snapshot } from '../../core/requirement/types.ts'
import { GateFormBody } from '../../gateBody.ts'
import { parseForm } from '../parseForm.ts'
import { readBlock } from './readBlock.ts'
import { MAX_CHECKED_WALLETS, readTypedWallet } from './readWallets.ts'
import { type CheckQuestion, MOST_AT_ONCE } from './views.ts'

const CheckBody = z.strictObject({
  form: GateFormBody,
  wallets: z.array(z.string().max(200)).min(1).max(MAX_CHECKED_WALLETS),
  chain: z.string().max(40),
  block: z.string().max(40),
}) satisfies z.ZodType<CheckQuestion>

/**
 * Parse the wallets that staff check, and the block; null for now.
 * @throws {InputError} ERR_BODY_INVALID, ERR_ADDRESS_INVALID, ERR_CHAIN_UNKNOWN
 */
export function parseCheck(value: unknown): { form: GateForm; typed: TypedWallet[]; at: Snapshot | null } {
  const { form, wallets, chain, block } = parseForm(CheckBody, value)
  return {
    form,
    typed: wallets.map(parseWallet),
    at: block === '' ? null : { chain: loadEvmChain(chain), block: parseBlock(block) },
  }
}

const CheckListBody = z.strictObject({
  form: GateFormBody,
  wallets: z.array(z.string().max(200)).min(1).max(MOST_AT_ONCE),
})

/**
 * Parse a part of a list of wallets that staff check one by one.
 * @throws {InputError} ERR_BODY_INVALID, ERR_ADDRESS_INVALID
 */
export function parseCheckList(value: unknown): { form: GateForm; texts: string[]; typed: TypedWallet[] } {
  const { form, wallets } = parseForm(CheckListBody, value)
  return { form, texts: wallets, typed: wallets.map(parseWallet) }
}

function loadEvmChain(text: string): Snapshot['chain'] {
  const { slug, family, name } = loadChain(text)
  if (family === 'evm') return slug
  throw new InputError('ERR_CHAIN_UNKNOWN', `${name} cannot be read at an earlier block.`, {
    hint: 'Leave the block empty to check now.',
  })
}

function parseBlock(text: string): bigint {
  const block = readBlock(text)
  if (block !== null) return block
  throw new InputError('ERR_BODY_INVALID', 'This is not a block number.', {
    hint: 'Enter the number in digits, or leave the field empty to check now.',
  })
}

function parseWallet(text: string): TypedWallet {
  const wallet = readTypedWallet(text)
  if (wallet) return wallet
  throw new InputError('ERR_ADDRESS_INVALID', `"${text.slice(0, 60)}" is not a wallet address.`, {
    hint: 'Paste the address as your wallet shows it: 0x and 40 letters and digits, or 32 to 44 on Solana.',
  })
}
