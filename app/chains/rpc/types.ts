import type { ChainSlug, EndpointAbility } from '../../core/chain/types.ts'

/** The endpoint of an answer, as far as parsing depends on it. */
export type Answering = {
  /** The display name of the endpoint. */
  readonly source: string
  readonly ability: EndpointAbility
  /** Report the latest block, which the answer is of. @throws {EndpointError} `lags` when it is far behind. */
  readonly addHead: (block: bigint) => void
}

export type RpcCall<T> = {
  readonly method: string
  /** By position, or by name if the method takes names. */
  readonly params: readonly unknown[] | Readonly<Record<string, unknown>>
  /** `params` as JSON, if the caller can serialise them faster than `JSON.stringify`. */
  readonly paramsJson?: string
  /**
   * Replaces `params` for an endpoint that is not `deployless`: several calls of the same method in one batch. Then
   * `parse` gets the list of their results, null for each refused call.
   */
  readonly encode?: (ability: EndpointAbility) => readonly (readonly unknown[])[]
  /** The call names a block, whose state a healthy endpoint may have pruned or not have yet. */
  readonly isPinned?: boolean
  /** Throws if the result makes no sense. The next endpoint is asked then. */
  readonly parse: (result: unknown, from?: Answering) => T
}
export type Bounds = {
  readonly chain: ChainSlug
  /** For all endpoints together. */
  readonly timeoutMs: number
  /** The longest answer that is accepted; 256 KiB if absent. */
  readonly maxBytes?: number
}
export type RpcRequest<T> = Bounds & RpcCall<T>
/** Several calls in one HTTP request. */
export type RpcBatchRequest<T> = Bounds & { readonly calls: readonly RpcCall<T>[] }

/** Outcome of one call of a batch. */
export type RpcAnswer<T> =
  | { readonly kind: 'answer'; readonly value: T; readonly source: string }
  | { readonly kind: 'failed'; readonly reason: string }

/**
 * Ask a chain: one HTTP request to one endpoint, and to the next one if that fails or is slow.
 *
 * All answers of a batch are of one endpoint. If no endpoint answers all calls, the calls that the best one refused are
 * `failed`. Throws {UpstreamError} ERR_CHAIN_READ when no endpoint gives a result that parses. Its cause is an
 * AggregateError with the error of each endpoint.
 */
export type Rpc = {
  <T>(request: RpcRequest<T>): Promise<T>
  <T>(request: RpcBatchRequest<T>): Promise<readonly RpcAnswer<T>[]>
  /** The lowest of the latest blocks that endpoints reported within `ms`; null if none did. */
  readonly headWithin?: (parameters: { readonly chain: ChainSlug; readonly ms: number }) => bigint | null
}

/** A request and the parser of its answer, which throws if the answer makes no sense. */
export type ComposedRequest<T> = {
  /** A string is already JSON. Null asks with GET. */
  readonly body: string | object | null
  /** Under the endpoint's URL, with its query; absent for the URL itself. */
  readonly path?: string
  /** Other statuses than 200 whose answer `read` understands. */
  readonly statuses?: readonly number[]
  readonly read: (text: string, from: Answering) => T
}
