import { HOLDING_SCRIPT } from '../../../app/chains/flow/holdingScript.ts'
import type { FlowState } from './flowState.ts'

type Typed = { readonly type: string; readonly value: unknown }

/**
 * Run the product's script of holdings by what the state says, because no Cadence machine runs here. Null if it fails:
 * for another script, and where a contract's own code fails.
 */
export function runScript({ state, body }: { state: FlowState; body: string }): Typed | null {
  const { script, arguments: encoded } = JSON.parse(body) as { script: string; arguments: readonly string[] }
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

function readList(encoded: string): string[] {
  const { value } = JSON.parse(decode(encoded)) as { readonly value: readonly { readonly value: string }[] }
  return value.map((one) => one.value)
}

function decode(text: string): string {
  return Buffer.from(text, 'base64').toString('utf8')
}
