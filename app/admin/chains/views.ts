/** How a source is, as the server keeps it. */
export type SourceState = 'healthy' | 'resting' | 'wrong chain' | 'never asked'
export type SourceReport = {
  readonly chain: string
  readonly name: string
  readonly host: string
  readonly state: SourceState
  readonly requests: number
  readonly failures: number
  readonly p50Ms: number | null
  readonly p95Ms: number | null
  readonly ability: 'deployless' | 'multicall3' | null
  readonly head: bigint | null
}

/** One line of the page, all of it words. */
export type SourceView = {
  readonly name: string
  readonly chain: string
  readonly host: string
  readonly state: SourceState
  readonly requests: string
  readonly latency: string
  readonly method: string
  readonly head: string
}
