import { type CreateRpcParameters, createRpc } from '../../../app/chains/rpc/createRpc.ts'
import type { Rpc, RpcRequest } from '../../../app/chains/rpc/types.ts'

/** Longer than any stall of a machine. */
const timeoutMs = 60_000

/** Make a client for nodes in separate processes. It replaces its callers' timeouts with a long one. */
export function createPatientRpc(parameters: CreateRpcParameters): Rpc {
  const rpc = createRpc({ ...parameters, timeoutMs })
  const ask = (request: RpcRequest<unknown>) => rpc({ ...request, timeoutMs })
  return Object.assign(ask as Rpc, { headWithin: rpc.headWithin })
}
