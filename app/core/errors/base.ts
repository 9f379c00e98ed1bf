import { type CodeOf, type ErrorCode, type ErrorKind, errorKinds } from './codes.ts'
import type { AnyDetails, DetailedCode, ErrorDetails } from './details.ts'

type ErrorOptions<Code extends ErrorCode> = {
  /** What the reader can do about it. */
  readonly hint?: string
  readonly details?: Code extends DetailedCode ? ErrorDetails[Code] : never
  readonly cause?: unknown
}
/** Constructor arguments of an error: its code, a whole sentence, and options with the details of that code. */
export type ErrorArguments<Code extends ErrorCode> = {
  [Each in Code]: readonly [code: Each, message: string, options?: ErrorOptions<Each>]
}[Code]

/** Base of this app's errors: a whole sentence, a stable code and a hint what to do next. */
export abstract class PalisadeError extends Error {
  readonly code: ErrorCode
  /** What the reader can do about it. */
  readonly hint: string | undefined
  /** Read with `findDetails`. */
  readonly details: AnyDetails | undefined

  constructor(...[code, message, options = {}]: ErrorArguments<ErrorCode>) {
    super(message, { cause: options.cause })
    this.name = new.target.name
    this.code = code
    this.hint = options.hint
    this.details = options.details
  }
}

/** `PalisadeError` limited to the codes of one kind, so that an error's code decides its class. */
function errorOf<Kind extends ErrorKind>(_kind: Kind) {
  return PalisadeError as unknown as new (
    ...parameters: ErrorArguments<CodeOf<Kind>>
  ) => PalisadeError & { readonly code: CodeOf<Kind> }
}

/** The caller sent something that cannot be understood or accepted. */
export class InputError extends errorOf('input') {}
/** A login failed: its nonce, text, signature or session is not valid. */
export class LoginError extends errorOf('login') {}
/** The caller is not who it says it is, or may not do this, or not now. */
export class AccessError extends errorOf('access') {}
/** Something that does not exist, or belongs to another shop. */
export class NotFoundError extends errorOf('not-found') {}
/** Somebody else changed it first, or what exists now does not allow it. */
export class ConflictError extends errorOf('conflict') {}
/** A chain, Shopify or the database did not answer as it should. */
export class UpstreamError extends errorOf('upstream') {}
/** This server is set up wrongly, or failed. */
export class SetupError extends errorOf('setup') {}

const classes = {
  input: InputError,
  login: LoginError,
  access: AccessError,
  'not-found': NotFoundError,
  conflict: ConflictError,
  upstream: UpstreamError,
  setup: SetupError,
} as const satisfies Record<ErrorKind, unknown>

/** Create the error of a code that is known only at run time. The code's kind decides the class. */
export function createError<Code extends ErrorCode>(
  code: Code,
  message: string,
  options?: ErrorOptions<Code>,
): PalisadeError {
  const kind: ErrorKind = errorKinds[code]
  return Reflect.construct(classes[kind], [code, message, options])
}
