import type { SourceState } from '../../core/chain/types.ts'

/** One row of the page. All fields are display texts. */
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
