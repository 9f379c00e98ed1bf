import type { Envelope } from './parseEnvelopes.ts'
import { SourceError } from './sourceError.ts'

/**
 * How nodes say that they have the state of a block no longer, or not yet: geth, Erigon, Nethermind, Besu, reth, anvil
 * and what providers put before them. 4444 is geth's "pruned history unavailable".
 */
const unavailable =
  /missing trie node|header not found|(?:header|block|state)[^.]* not (?:found|available)|no state available|state[^.]* unavailable|prun|archive|histor|unknown block|could not find block|block ?height|out ?of ?range|beyond .*head|(?:no|does not) .*old (?:data|state)/i
const prunedCode = 4444

/**
 * Put a node's complaint about a call into an error: of a call at one block, that the state is not there is the
 * question's fault. The next source is asked, and this one does not rest.
 */
export function blameQuestion({
  envelope,
  isPinned = false,
}: {
  envelope: Extract<Envelope, { kind: 'error' }>
  isPinned?: boolean | undefined
}): SourceError {
  const { error, complaint } = envelope
  if (!isPinned || error.reason !== 'rpc-error') return error
  if (complaint.code !== prunedCode && !unavailable.test(complaint.text)) return error
  return new SourceError('rpc-error', error.message, { isQuestion: true })
}
