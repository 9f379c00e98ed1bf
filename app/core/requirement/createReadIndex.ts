import { createIndex, type Words } from './createIndex.ts'
import type { Read, ReadAt } from './reads.ts'
import type { TokenRange } from './tokenRange.ts'

/** Distinct reads, in the order they were added. */
export type ReadIndex<R extends Read = Read> = {
  readonly reads: readonly R[]
  /** Index of the equal read, or undefined. */
  readonly indexOf: (read: R) => number | undefined
}
export type GrowingReadIndex<R extends Read = Read> = ReadIndex<R> & {
  readonly add: (read: R) => number
}

/** Create an empty list of distinct reads. */
export function createReadIndex<R extends Read = Read>(): GrowingReadIndex<R> {
  const reads: R[] = []
  const readIndex = createIndex()
  return {
    reads,
    indexOf: (read) => readIndex.indexOf(listReadWords(read)),
    add: (read) => {
      const place = readIndex.add(listReadWords(read))
      if (place === reads.length) reads.push(read)
      return place
    },
  }
}

/** List everything that distinguishes two reads. */
function listReadWords(read: Read): Words {
  switch (read.kind) {
    case 'list':
      return [read.kind, read.listId, read.address]
    case 'native':
    case 'stake':
      return [read.kind, read.chain, formatAt(read.at), read.owner]
    case 'erc20':
    case 'erc721':
    case 'erc1155All':
    case 'flowHolding':
      return [read.kind, read.chain, formatAt(read.at), read.contract, read.owner]
    case 'erc721Ids':
      return [read.kind, read.chain, formatAt(read.at), read.contract, read.owner, formatRanges(read.ids)]
    case 'erc1155':
      return [read.kind, read.chain, formatAt(read.at), read.contract, read.owner, read.tokenId]
    case 'erc721Set':
      return [read.kind, read.chain, formatAt(read.at), read.contract, read.owner, read.setKey]
    case 'call':
      return [read.kind, read.chain, formatAt(read.at), read.contract, read.owner, read.questionKey]
    case 'delegation':
      return [
        read.kind,
        read.chain,
        formatAt(read.at),
        read.vault,
        read.delegate,
        ...Object.values(read.scope),
      ]
    case 'spl':
      return [read.kind, read.chain, formatAt(read.at), read.mint, read.owner]
    case 'collection':
    case 'creator':
      return [read.kind, read.chain, formatAt(read.at), read.address, read.owner]
    default:
      return read satisfies never
  }
}

function formatAt(at: ReadAt | undefined): string {
  if (!at) return 'latest'
  return 'block' in at ? `at ${at.block}` : `ago ${at.ago}`
}

/** Format ranges of token ids: "1, 7, 100-199". */
export function formatRanges(ranges: readonly TokenRange[]): string {
  return ranges.map(({ first, last }) => (first === last ? String(first) : `${first}-${last}`)).join(', ')
}
