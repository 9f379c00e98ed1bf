import { findChain } from '../../core/chain/findChain.ts'
import type { CallForm } from '../../core/gate/form.ts'
import { findCallPreset } from '../../core/requirement/calls/presets.ts'

/** Find the address that everybody uses for a named question on a chain; null if there is none. */
export function findPresetContract({
  preset,
  chain,
}: {
  preset: CallForm['preset']
  chain: string
}): string | null {
  const id = findChain(chain)?.id
  return preset === '' || id === undefined ? null : (findCallPreset(preset).contracts[id] ?? null)
}
