import { DESCRIBING_SCRIPT } from '../../../app/chains/flow/describingScript.ts'
import { HOLDING_SCRIPT } from '../../../app/chains/flow/holdingScript.ts'
import type { FlowLabel, FlowState } from './flowState.ts'

type Typed = { readonly type: string; readonly value: unknown }

/**
 * Run one of the product's two scripts by what the state says, because no Cadence machine runs here. Null if it fails:
 * for another script, and where a contract's own code fails.
 */
export function runScript({ state, body }: { state: FlowState; body: string }): Typed | null {
  const { script, arguments: encoded } = JSON.parse(body) as { script: string; arguments: readonly string[] }
  if (decode(script) === DESCRIBING_SCRIPT) return describeContract({ state, encoded })
  if (decode(script) !== HOLDING_SCRIPT) return null
  const [holders = [], accounts = [], names = [], prefixes = []] = encoded.map(readList)
  const contracts = accounts.map((account, i) => `A.${account.slice(2)}.${names[i]}`)
  if (contracts.some((contract, i) => `${contract}.` !== prefixes[i])) return null
  const found = contracts.map((contract) => state.contracts.get(contract))
  if (found.includes('fails')) return null
  const amounts = holders.map((holder, i): Typed => {
    const known = found[i]
    const amount = known instanceof Map ? (known.get(holder) ?? '0.00000000') : null
    return { type: 'Optional', value: amount === null ? null : { type: 'UFix64', value: amount } }
  })
  const key = { type: 'UInt64', value: String(state.height) }
  return { type: 'Dictionary', value: [{ key, value: { type: 'Array', value: amounts } }] }
}

function describeContract({
  state,
  encoded,
}: {
  state: FlowState
  encoded: readonly string[]
}): Typed | null {
  const [account = '', name = ''] = encoded.map((one) => (JSON.parse(decode(one)) as { value: string }).value)
  const contract = `A.${account.slice(2)}.${name}`
  const known = state.contracts.get(contract)
  if (known === 'fails') return null
  const label: FlowLabel | { kind: 'none'; name?: string; symbol?: string } = known
    ? (state.labels.get(contract) ?? { kind: 'nft' })
    : { kind: 'none' }
  const words = ['nft', 'token'].includes(label.kind)
    ? [label.kind, label.name ?? '', label.symbol ?? '']
    : [label.kind]
  return { type: 'Array', value: words.map((value) => ({ type: 'String', value })) }
}

function readList(encoded: string): string[] {
  const { value } = JSON.parse(decode(encoded)) as { readonly value: readonly { readonly value: string }[] }
  return value.map((one) => one.value)
}

function decode(text: string): string {
  return Buffer.from(text, 'base64').toString('utf8')
}
