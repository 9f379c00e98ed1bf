import type { SourceState } from '../../core/chain/types.ts'

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
