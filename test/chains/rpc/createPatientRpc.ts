import { type CreateRpcParameters, createRpc } from '../../../app/chains/rpc/createRpc.ts'
import type { Rpc, RpcRequest } from '../../../app/chains/rpc/types.ts'

/** Longer than any machine stands still. */
const timeoutMs = 60_000

/** Make a client of nodes that are processes of their own: whatever its callers allow, what they take is waited for. */
export function createPatientRpc(parameters: CreateRpcParameters): Rpc {
  const rpc = createRpc({ ...parameters, timeoutMs })
  const ask = (request: RpcRequest<unknown>) => rpc({ ...request, timeoutMs })
  return Object.assign(ask as Rpc, { headWithin: rpc.headWithin })
}
