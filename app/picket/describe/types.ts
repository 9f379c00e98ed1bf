import type { z } from 'zod'
import type { ErrorCode } from '../../core/errors/codes.ts'

/** Who may ask: a project's key of either kind, its secret one, an OAuth client, the bearer of a token, or anybody. */
export type Access = 'publishable' | 'secret' | 'client' | 'bearer' | 'none'

/** A value that stands in the address: in its path or behind the question mark. */
export type AddressParameter = {
  readonly name: string
  readonly in: 'path' | 'query'
  readonly description: string
  readonly isRequired: boolean
  readonly schema: z.ZodType
  readonly example?: string | readonly string[]
}

export type RequestBody = {
  /** Its name among the schemas. */
  readonly name: string
  /** The very schema that parses it. */
  readonly schema: z.ZodType
  readonly example: Readonly<Record<string, unknown>>
  /** Fields without which the request is refused. */
  readonly required: readonly string[]
  /** Spellings of older clients: field → what it is another name of. */
  readonly aliases: Readonly<Record<string, string>>
  readonly isForm?: boolean
}

export type Answer = {
  readonly status: number
  readonly description: string
  /** Absent where the answer has no body, or is a page. */
  readonly body?: {
    readonly name: string
    readonly schema: z.ZodType
    readonly example: Readonly<Record<string, unknown>>
  }
}

/** One address of the API, as people and programs are told of it. */
export type Endpoint = {
  /** The operation's id, and its anchor on the page. */
  readonly id: string
  readonly method: 'GET' | 'POST'
  /** Below the issuer; parameters in braces. */
  readonly path: string
  readonly group: 'Sign-in' | 'Access tokens' | 'Gates' | 'Chains' | 'OAuth and OpenID Connect'
  readonly summary: string
  /** Paragraphs in plain words. */
  readonly description: readonly string[]
  readonly access: Access
  readonly parameters?: readonly AddressParameter[]
  readonly request?: RequestBody
  readonly answers: readonly Answer[]
  readonly errors: readonly ErrorCode[]
}
