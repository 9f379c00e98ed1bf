/** A piece of work that has just ended. */
export type EndedWork = {
  /** Few values: a statement's name, a chain, an API; never a URL or an id. */
  readonly name: string
  readonly kind: 'client' | 'internal'
  readonly ms: number
  readonly isFailed: boolean
  readonly attributes: Readonly<Record<string, string | number>>
}

/** Traces of requests and jobs. Without a collector each call does nothing. */
export type TracesPort = {
  /** Whether a collector is configured. */
  readonly isOn: boolean
  /** Run a request or job within a span; what ends meanwhile belongs to it. `traceparent` is that of a caller. */
  readonly runSpan: <Result>(
    parameters: {
      readonly name: string
      readonly kind: 'server' | 'internal'
      readonly traceparent?: string | undefined
      readonly attributes: Readonly<Record<string, string | number>>
      /** Reads further attributes from the result, and whether it is a failure. */
      readonly read?: (result: Result) => {
        readonly isFailed: boolean
        readonly attributes: Readonly<Record<string, string | number>>
      }
    },
    run: () => Promise<Result>,
  ) => Promise<Result>
  readonly add: (work: EndedWork) => void
  /** Send what is left, for three seconds at most; called once, when the server ends. Never rejects. */
  readonly close: () => Promise<void>
}
