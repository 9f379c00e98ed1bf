import type { StandinShop, StandinState } from '../state.ts'

/** One call of the Admin API: its shop, its app and the scopes of its token. */
export type AdminCall = {
  state: StandinState
  shop: StandinShop
  apiKey: string
  /** As granted; `write_x` includes `read_x`. */
  scopes: readonly string[]
}

/** Context of every resolver. */
export type AdminContext = AdminCall & {
  /**
   * The object with a global id, or null. Objects refer to each other through it, so that no two resolvers import each
   * other.
   */
  findNode: (id: string) => ApiObject | null
}

/** An object of the API. A field is a value or a function of its arguments; an absent field is not imitated. */
export type ApiObject = { __typename: string; [field: string]: unknown }

/** A refusal inside a mutation's payload. */
export type UserError = {
  field: string[] | null
  message: string
  code?: string | null
  extraInfo?: string | null
  elementIndex?: number | null
  elementKey?: string | null
}

/** Makes a user error with every field that any mutation's error type has. */
export function userError(error: UserError): Required<UserError> {
  return { code: null, extraInfo: null, elementIndex: null, elementKey: null, ...error }
}

export type Gid = { type: string; id: string }

/** Parses a global id; null for any other text. */
export function parseGid(text: string): Gid | null {
  const match = /^gid:\/\/shopify\/([A-Za-z]+)\/([A-Za-z0-9_-]+)(?:\?.*)?$/.exec(text)
  return match?.[1] && match[2] ? { type: match[1], id: match[2] } : null
}

export function formatGid(type: string, id: number | string): string {
  return `gid://shopify/${type}/${id}`
}

/** Formats an instant as the API does: UTC, whole seconds. */
export function formatInstant(unixSeconds: number): string {
  return `${new Date(unixSeconds * 1000).toISOString().slice(0, 19)}Z`
}
