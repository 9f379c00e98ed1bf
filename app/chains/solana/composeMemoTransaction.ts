import { decodeBase58 } from '../../core/chain/base58.ts'
import { InputError, LoginError } from '../../core/errors/base.ts'
import type { LoginPort } from '../../ports/login.ts'
import { MEMO_BYTES, MEMO_PROGRAM } from './memoPrograms.ts'

/**
 * Compose the transaction that carries a login in a memo: one signer, who is the payer, one Memo instruction that the
 * signer signs, and a blockhash of zeros. No cluster ever had that blockhash, so the transaction cannot be sent.
 *
 * @throws {LoginError} ERR_LOGIN_MISMATCH if the text does not fit into a memo
 * @see https://solana.com/docs/references/transactions https://spl.solana.com/memo
 */
export const composeMemoTransaction: LoginPort['composeMemoTransaction'] = ({ address, text }) => {
  const wallet = decodeBase58({ text: address, bytes: 32 })
  if (!wallet) {
    throw new InputError('ERR_ADDRESS_INVALID', 'This is not a Solana address.', {
      hint: 'Send it exactly as the wallet shows it.',
    })
  }
  const memo = Buffer.from(text, 'utf8')
  if (memo.length > MEMO_BYTES) {
    throw new LoginError('ERR_LOGIN_MISMATCH', 'The name of this site is too long for a login with a memo.', {
      hint: 'Sign in with a wallet that can sign messages.',
    })
  }
  return Buffer.concat(
    [
      // One signature, empty.
      [1],
      new Uint8Array(64),
      // One writable signer, and one read-only account: the program.
      [1, 0, 1],
      [2],
      wallet,
      MEMO_PROGRAM,
      new Uint8Array(32),
      // One instruction: account 1 is the program, account 0 its signer.
      [1, 1, 1, 0],
      encodeLength(memo.length),
      memo,
    ].map((part) => Uint8Array.from(part)),
  ).toString('base64')
}

/** Encode a length as compact-u16: seven bits a byte, the lowest first. */
function encodeLength(length: number): number[] {
  return length < 0x80 ? [length] : [(length & 0x7f) | 0x80, length >> 7]
}
