import type { BadLineReason } from '../../core/list/types.ts'

/** Texts for the problem of a line. */
export const BAD_LINE_WORDS = {
  'not-an-address': 'Not a wallet address',
  checksum: 'Mistyped: the upper and lower case letters do not match',
  'case-lost': 'Capital letters are missing: Solana addresses are case-sensitive',
  'cut-short': 'Incomplete: enter the full address',
  'name-service': 'A name: enter the address it stands for',
  'several-addresses': 'Several addresses: put each on its own line',
  quotes: 'A quotation mark is missing',
} as const satisfies Record<BadLineReason, string>
