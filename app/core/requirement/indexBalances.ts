import type { Balance, FindBalance, Read, ReadAt, TokenRange } from './types.ts'

/** Make a look-up of balances, which stand by the keys of their reads. */
export function indexBalances(balances: ReadonlyMap<string, Balance>): FindBalance {
  return (read) => balances.get(formatReadKey(read))
}

/** Spell a read so that two are equal exactly if they ask the same of the same wallet at the same moment. */
export function formatReadKey(read: Read): string {
  if (read.kind === 'list') return `list ${read.listId} ${read.address}`
  return `${read.chain} ${formatAt(read.at)} ${formatQuestion(read)}`
}

function formatQuestion(read: Exclude<Read, { kind: 'list' }>): string {
  switch (read.kind) {
    case 'native':
      return `native ${read.owner}`
    case 'erc20':
    case 'erc721':
      return `${read.kind} ${read.contract} ${read.owner}`
    case 'erc721Ids':
      return `${read.kind} ${read.contract} ${read.owner} ${formatRanges(read.ids)}`
    case 'erc1155':
      return `${read.kind} ${read.contract} ${read.owner} ${read.tokenId}`
    case 'delegation':
      return `${read.kind} ${read.vault} ${read.delegate} ${Object.values(read.scope).join(' ')}`
    case 'spl':
      return `${read.kind} ${read.mint} ${read.owner}`
    case 'collection':
    case 'creator':
      return `${read.kind} ${read.address} ${read.owner}`
  }
}

function formatAt(at: ReadAt | undefined): string {
  if (!at) return 'latest'
  return 'block' in at ? `at ${at.block}` : `ago ${at.ago}`
}

/** Spell ranges of token ids: "1, 7, 100-199". */
export function formatRanges(ranges: readonly TokenRange[]): string {
  return ranges.map(({ first, last }) => (first === last ? String(first) : `${first}-${last}`)).join(', ')
}
