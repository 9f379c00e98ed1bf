import type { z } from 'zod'
import type { ErrorCode } from '../../core/errors/codes.ts'
import type { PicketMethod } from '../wholeRoute.ts'

/** Who may call: either key of a project, its secret key only, an OAuth client, the bearer of a token, or anybody. */
export type Access = 'publishable' | 'secret' | 'client' | 'bearer' | 'none'

/** A parameter in the path or the query. */
export type AddressParameter = {
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly description: string
  readonly isRequired: boolean
  readonly schema: z.ZodType
  readonly example?: string | readonly string[]
}

export type RequestBody = {
  /** Its name among the schemas of the document. */
  readonly name: string
  /** The same schema that parses the request. */
  readonly schema: z.ZodType
  readonly example: Readonly<Record<string, unknown>>
  /** Fields without which the request is refused. */
  readonly required: readonly string[]
  /** Spellings of older clients: field → the field that it means. */
  readonly aliases: Readonly<Record<string, string>>
  readonly isForm?: boolean
}

export type Answer = {
  readonly status: number
  readonly description: string
  /** Absent if the answer has no body, or is a page. */
  readonly body?: {
    readonly name: string
    readonly schema: z.ZodType
    readonly example: Readonly<Record<string, unknown>>
  }
}

/** One endpoint of the API, as its documentation describes it. */
export type Endpoint = {
  /** The operation's id, and its anchor on the page. */
  readonly id: string
  readonly method: PicketMethod
  /** Relative to the issuer; parameters in braces. */
  readonly path: string
  readonly group:
    | 'Sign-in'
    | 'Access tokens'
    | 'Gates'
    | 'Managing gates'
    | 'Webhooks'
    | 'Receipts and uses'
    | 'Headless storefronts'
    | 'Agents'
    | 'Chains'
    | 'OAuth and OpenID Connect'
  readonly summary: string
  /** Paragraphs of plain text. */
  readonly description: readonly string[]
  readonly access: Access
  readonly parameters?: readonly AddressParameter[]
  readonly request?: RequestBody
  readonly answers: readonly Answer[]
  readonly errors: readonly ErrorCode[]
}
