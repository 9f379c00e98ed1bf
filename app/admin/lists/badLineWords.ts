import type { BadLineReason } from '../../core/list/types.ts'

/** Texts for the problem of a line. */
export const BAD_LINE_WORDS = {
  'not-an-address': 'Not the address of a wallet',
  checksum: 'A letter is mistyped: capitals and small letters do not fit together',
  'case-lost': 'Capitals are lost: on Solana they are part of the address',
  'cut-short': 'Cut short: the whole address is needed',
  'name-service': 'A name: the address it stands for is needed',
  'several-addresses': 'Several addresses: put each on a line of its own',
  quotes: 'A quotation mark is missing',
} as const satisfies Record<BadLineReason, string>
