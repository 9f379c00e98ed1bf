import type { GateView } from '../views.ts'
import { GatePage, type GatePageProps } from './GatePage.tsx'
import { useReload } from './useReload.ts'

/** Page of an existing gate. Opening it again, or another one, starts a fresh draft. */
export function OpenedGate(props: Omit<GatePageProps, 'gate' | 'onReload'> & { readonly gate: GateView }) {
  const { reloads, reload } = useReload()
  return <GatePage key={`${props.gate.number} ${reloads}`} {...props} onReload={reload} />
}
