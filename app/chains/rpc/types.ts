import type { ChainSlug, SourceAbility } from '../../core/chain/types.ts'

/** Who answers, as far as the answer's meaning depends on it. */
export type Answering = {
  /** The name of the source, for people. */
  readonly source: string
  readonly ability: SourceAbility
  /** Tell which latest block the answer is of. @throws {SourceError} when another source is long past it. */
  readonly seeHead: (block: bigint) => void
}

export type RpcCall<T> = {
  readonly method: string
  /** By position, or by name where a method takes them so. */
  readonly params: readonly unknown[] | Readonly<Record<string, unknown>>
  /** `params` as JSON, from those who can write long ones with less work. */
  readonly paramsJson?: string
  /**
   * What is asked instead of `params` of a source that can do less: several of the same method in the same request.
   * `parse` gets the list of their results then, null for each that was refused.
   */
  readonly encode?: (ability: SourceAbility) => readonly (readonly unknown[])[]
  /** It asks of one block, whose state a healthy source may have dropped or not have yet. */
  readonly isPinned?: boolean
  /** Throws when the result is nonsense: the next source is asked then. */
  readonly parse: (result: unknown, from?: Answering) => T
}
export type Bounds = {
  readonly chain: ChainSlug
  /** For all sources together. */
  readonly timeoutMs: number
  /** The longest answer that is taken; 256 KiB if absent. */
  readonly maxBytes?: number
}
export type RpcRequest<T> = Bounds & RpcCall<T>
/** Several calls in one HTTP request. */
export type RpcBatchRequest<T> = Bounds & { readonly calls: readonly RpcCall<T>[] }

/** What became of one call of a batch. */
export type RpcAnswer<T> =
  | { readonly kind: 'answer'; readonly value: T; readonly source: string }
  | { readonly kind: 'failed'; readonly reason: string }

/**
 * Ask a chain: one HTTP request to one source, and to the next when that fails or is slow.
 *
 * All answers of a batch are of one source; calls that the node refused are `failed`, where no source answers them all.
 * Throws {UpstreamError} ERR_CHAIN_READ when no source gives a result that parses; its cause is an AggregateError of
 * what was wrong with each.
 */
export type Rpc = {
  <T>(request: RpcRequest<T>): Promise<T>
  <T>(request: RpcBatchRequest<T>): Promise<readonly RpcAnswer<T>[]>
  /** The latest block as sources spoke of it so lately, the lowest where they differ; null where none did. */
  readonly headWithin?: (parameters: { readonly chain: ChainSlug; readonly ms: number }) => bigint | null
}

/** A request, and how its answer is read: throws when that is nonsense. */
export type ComposedRequest<T> = {
  /** A text is JSON already. */
  readonly body: string | object
  readonly read: (text: string, from: Answering) => T
}
