/** How often an error happened to a shop. `code` is an error code of this version, or of another one. */
export type FaultCount = {
  readonly code: string
  readonly count: number
  /** Unix seconds. */
  readonly lastAt: number
}
