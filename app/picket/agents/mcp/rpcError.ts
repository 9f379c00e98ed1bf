/** Codes of JSON-RPC, and of MCP: basic, "Error Codes". */
export const RPC_CODES = {
  parse: -32_700,
  request: -32_600,
  method: -32_601,
  params: -32_602,
  /** Of this server: what the door itself refuses. */
  refused: -32_000,
  header: -32_020,
  version: -32_022,
} as const

export type RpcId = string | number

/** What a request over MCP is refused with before a tool runs. */
export type RpcRefusal = {
  readonly status: number
  readonly code: number
  readonly message: string
  readonly data?: object
}

/** A refusal on its way to the answer. */
export class RpcError extends Error {
  readonly refusal: RpcRefusal
  /** Null if the request's own id is not known. */
  readonly id: RpcId | null

  constructor(refusal: RpcRefusal, id: RpcId | null = null) {
    super(refusal.message)
    this.refusal = refusal
    this.id = id
  }
}
