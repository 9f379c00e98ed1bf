import type { EvmAddress, WalletAddress } from '../chain/types.ts'
import { parseListLine } from './parseListLine.ts'
import type { BadLine } from './types.ts'

export type ParseListLinesParameters = {
  readonly lines: readonly string[]
  /** The number of the first line, counted from 1. */
  readonly firstLine: number
  /** Whether only blank lines came before. */
  readonly isFirst: boolean
  readonly isTable: boolean
  readonly toChecksumAddress: (address: EvmAddress) => string
}

export type ParsedListLines = {
  /** In order, duplicates included. */
  readonly addresses: readonly WalletAddress[]
  /** Names that may stand for addresses, with their lines. */
  readonly names: readonly { readonly line: number; readonly name: string }[]
  readonly bad: readonly BadLine[]
  /** Whether a heading came, in these lines or before. */
  readonly isTable: boolean
}

/** Parse lines of a CSV file or of pasted text. */
export function parseListLines({
  lines,
  firstLine,
  toChecksumAddress,
  ...before
}: ParseListLinesParameters): ParsedListLines {
  const addresses: WalletAddress[] = []
  const names: { line: number; name: string }[] = []
  const bad: BadLine[] = []
  let { isFirst, isTable } = before
  lines.forEach((line, index) => {
    const parsed = parseListLine({ line, isFirst, isTable, toChecksumAddress })
    if (parsed.kind === 'blank') return
    isFirst = false
    if (parsed.kind === 'heading') isTable = true
    else if (parsed.kind === 'address') addresses.push(parsed.address)
    else if (parsed.kind === 'name') names.push({ line: firstLine + index, name: parsed.name })
    else bad.push({ line: firstLine + index, reason: parsed.reason })
  })
  return { addresses, names, bad, isTable }
}
