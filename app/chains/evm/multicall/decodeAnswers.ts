/** Outcome of one inner call; `data` is hex digits without `0x`. */
export type InnerResult =
  | { readonly kind: 'answer'; readonly data: string }
  | { readonly kind: 'failed' }
  | { readonly kind: 'no-code' }

export type Answers = {
  readonly block: bigint
  readonly chainId: bigint
  readonly results: readonly InnerResult[]
}

export type DecodeAnswersParameters = {
  readonly data: string
  /** The longest answer of each call, in bytes. */
  readonly limits: readonly number[]
}

const noCode = 0xfffe
const failed = 0xffff

/** Decode the multicall's answer; null unless it has exactly one well-formed result for each limit. */
export function decodeAnswers({ data, limits }: DecodeAnswersParameters): Answers | null {
  if (data.length < 34 || !/^0x[0-9a-f]+$/.test(data)) return null
  const results: InnerResult[] = []
  let at = 34
  for (const limit of limits) {
    const head = Number.parseInt(data.slice(at, at + 4), 16)
    if (at + 4 > data.length) return null
    at += 4
    if (head === failed) results.push({ kind: 'failed' })
    else if (head === noCode) results.push({ kind: 'no-code' })
    else {
      if (!(head <= limit) || at + head * 2 > data.length) return null
      results.push({ kind: 'answer', data: data.slice(at, at + head * 2) })
      at += head * 2
    }
  }
  if (at !== data.length) return null
  return { block: BigInt(data.slice(0, 18)), chainId: BigInt(`0x${data.slice(18, 34)}`), results }
}
