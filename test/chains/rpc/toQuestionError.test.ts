import { describe, expect, test } from 'vitest'
import { parseEnvelope, toQuestionError } from '../../../app/chains/rpc/jsonRpc.ts'

function blame(error: { code?: number; message?: string }, isPinned: boolean) {
  const envelope = parseEnvelope({ text: JSON.stringify({ jsonrpc: '2.0', id: 1, error }), id: 1 })
  if (envelope.kind !== 'error') throw new Error('The answer is not an error.')
  return toQuestionError({ envelope, isPinned })
}

describe('toQuestionError', () => {
  test.each([
    [-32_000, 'missing trie node 1f2e (path ) state 0x1f2e is not available'],
    [-32_000, 'header not found'],
    [-32_000, 'historical state 1f2e is not available'],
    [-32_000, 'required historical state unavailable (reexec=128)'],
    [-32_000, 'World state unavailable'],
    [-32_001, 'Unable to find block, or block not found'],
    [-32_002, 'No state available for block 18000000'],
    [-32_602, 'BlockOutOfRangeError: block height is 5 but requested was 6'],
    [-32_603, 'state at block #18000000 is pruned'],
    [-32_000, 'unknown block'],
    [-32_000, 'This request needs an archive node'],
    [4_444, 'gone'],
  ])('default: %d %s', (code, message) => {
    expect(blame({ code, message }, true)).toMatchObject({ isQuestion: true, reason: 'rpc-error' })
    // Every working endpoint has the state of the latest block.
    expect(blame({ code, message }, false).isQuestion).toBe(false)
  })

  test.each([
    [{ code: -32_000, message: 'out of memory' }],
    [{ code: -32_603, message: 'Internal error' }],
    [{ code: -32_000 }],
    [{}],
  ])('behavior: %j is the fault of the endpoint', (error) => {
    expect(blame(error, true).isQuestion).toBe(false)
  })

  test('behavior: a rate limit stays a rate limit', () => {
    expect(blame({ code: -32_005, message: 'archive requests are limited' }, true)).toMatchObject({
      reason: 'rate-limit',
      isQuestion: false,
    })
  })

  test('behavior: the node’s own message is not repeated, because it may contain a URL', () => {
    const error = blame({ code: -32_000, message: 'header not found at https://key.example' }, true)
    expect(error.message).toBe('JSON-RPC error -32000')
  })
})
