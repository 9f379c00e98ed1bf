import type { ErrorCode } from './codes.ts'

/** What went wrong, as a whole sentence, with a stable code and what to do next. */
export class PalisadeError extends Error {
  readonly code: ErrorCode
  /** What the reader can do about it. */
  readonly hint: string | undefined
  /** Facts for people and programs, never a secret. */
  readonly details: Readonly<Record<string, unknown>> | undefined

  constructor(
    code: ErrorCode,
    message: string,
    options: { hint?: string; details?: Readonly<Record<string, unknown>>; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause })
    this.name = new.target.name
    this.code = code
    this.hint = options.hint
    this.details = options.details
  }
}

/** The caller sent something that cannot be understood or accepted. */
export class InputError extends PalisadeError {}
/** A login that cannot be believed. */
export class LoginError extends PalisadeError {}
/** Something that is not there, or not this shop's. */
export class NotFoundError extends PalisadeError {}
/** Somebody else changed it first. */
export class ConflictError extends PalisadeError {}
/** A chain or Shopify did not answer as it should. */
export class UpstreamError extends PalisadeError {}
/** This server is set up wrongly. */
export class SetupError extends PalisadeError {}
