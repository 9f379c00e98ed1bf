import type { ErrorCode } from '../core/errors/codes.ts'

/**
 * What a log line may hold beside its sentence. A field that is not declared here is not written: no key, token,
 * signature, address or request can get into the log by mistake.
 */
export type LogFields = {
  readonly requestId?: string
  /** The id that the client was told instead of a fault. */
  readonly errorId?: string
  /** `*.myshopify.com` */
  readonly shop?: string
  /** Who changed something: `staff:<user id>`, `api:<key id>` or `system`. */
  readonly actor?: string
  /** The route's pattern, never the URL. */
  readonly route?: string
  readonly method?: string
  readonly status?: number
  /** Milliseconds. */
  readonly ms?: number
  readonly code?: ErrorCode
  /** Kind of a job. */
  readonly job?: string
  /** Names and places in the code, one a line. */
  readonly fault?: string
}

type Write = (sentence: string, fields?: LogFields) => void

/** The log of the process. */
export type LogPort = {
  readonly debug: Write
  readonly info: Write
  readonly warn: Write
  readonly error: Write
}
