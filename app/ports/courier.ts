import type { Attempt } from '../core/message/types.ts'

/** Brings messages to addresses that merchants name. */
export type CourierPort = {
  /**
   * Post a body once. It never throws: an address that is private, does not answer, redirects, or answers too much is a
   * failed attempt with a sentence for people.
   */
  readonly post: (parameters: {
    readonly url: string
    readonly headers: Readonly<Record<string, string>>
    readonly body: string
  }) => Promise<Attempt>
  /** Whether an IP address belongs to the public internet. */
  readonly isPublic: (address: string) => boolean
  /** Whether http on this machine is allowed. */
  readonly allowsLocal: boolean
}

/** Get a page of a host that merchants name, if all addresses of the host are public. Follows no redirect. */
export type FetchPage = (
  url: URL,
  options: { readonly headers: Readonly<Record<string, string>>; readonly signal: AbortSignal },
) => Promise<Response>
