import { EndpointError } from './endpointError.ts'
import type { Envelope } from './parseEnvelopes.ts'

/**
 * Error messages for a block whose state a node has no longer, or not yet: of geth, Erigon, Nethermind, Besu, reth,
 * anvil and providers' proxies. 4444 is geth's "pruned history unavailable".
 */
const unavailable =
  /missing trie node|header not found|(?:header|block|state)[^.]* not (?:found|available)|no state available|state[^.]* unavailable|prun|archive|histor|unknown block|could not find block|block ?height|out ?of ?range|beyond .*head|(?:no|does not) .*old (?:data|state)/i
const prunedCode = 4444

/**
 * Map a node's JSON-RPC error to a EndpointError. If a pinned call fails because the state of its block is missing, the
 * request is at fault (`isQuestion`): the next endpoint is asked, and this one does not rest.
 */
export function toQuestionError({
  envelope,
  isPinned = false,
}: {
  envelope: Extract<Envelope, { kind: 'error' }>
  isPinned?: boolean | undefined
}): EndpointError {
  const { error, complaint } = envelope
  if (!isPinned || error.reason !== 'rpc-error') return error
  if (complaint.code !== prunedCode && !unavailable.test(complaint.text)) return error
  return new EndpointError('rpc-error', error.message, { isQuestion: true })
}
