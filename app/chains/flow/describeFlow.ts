import type { ContractDescription } from '../../core/chain/describe.ts'
import type { FlowContract } from '../../core/chain/types.ts'
import { FLOW_DECIMALS } from '../../core/requirement/kinds/flow.ts'
import { formatLabel } from '../formatLabel.ts'
import { encodeArgument, parseScriptAnswer, readList, readText } from './cadence.ts'
import type { AskFlow } from './createAskFlow.ts'
import { DESCRIBING_SCRIPT } from './describingScript.ts'

const SCRIPT = Buffer.from(DESCRIBING_SCRIPT).toString('base64')

/**
 * Make `describeContract` for Flow: one request. A contract without a name for people has its own. One whose code fails
 * is no token, as its holdings cannot be read either.
 * The function made throws {UpstreamError} ERR_CHAIN_READ.
 */
export function createDescribeFlow({ ask }: { ask: AskFlow }) {
  return async ({ contract }: { contract: FlowContract }): Promise<ContractDescription> => {
    const [, account, name = ''] = contract.split('.')
    const words = await ask({
      path: '/v1/scripts?block_height=sealed',
      body: {
        script: SCRIPT,
        arguments: [
          encodeArgument({ type: 'Address', value: `0x${account}` }),
          encodeArgument({ type: 'String', value: name }),
        ],
      },
      // A node answers so if the script fails.
      statuses: [400],
      read: (text) => {
        const answer = parseScriptAnswer(text)
        return answer && readList(answer.value, 'Array').map((word) => readText(word, 'String'))
      },
    })
    return toDescription({ words: words ?? ['other'], name })
  }
}

function toDescription({ words, name }: { words: readonly string[]; name: string }): ContractDescription {
  const [kind, title = '', symbol = ''] = words
  const label = { name: formatLabel(title) || name, symbol: formatLabel(symbol) }
  if (kind === 'nft') return { kind: 'flowNft', ...label }
  if (kind === 'token') return { kind: 'flowToken', ...label, decimals: FLOW_DECIMALS }
  return { kind: 'unknown', reason: kind === 'none' ? 'no-code' : 'not-a-token' }
}
