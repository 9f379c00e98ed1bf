import type { EndpointState } from '../../core/chain/types.ts'

/** One row of the page. All fields are display texts. */
export type EndpointView = {
  readonly name: string
  readonly chain: string
  readonly host: string
  readonly state: EndpointState
  readonly requests: string
  readonly latency: string
  readonly method: string
  readonly head: string
}
