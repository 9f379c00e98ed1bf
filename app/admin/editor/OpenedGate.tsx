import { useRevalidator } from '@remix-run/react'
import { useState } from 'react'
import type { GateView } from '../views.ts'
import { GatePage, type GatePageProps } from './GatePage.tsx'

/** The page of a gate that is there. Opening it again, or another one, starts from a fresh draft. */
export function OpenedGate(props: Omit<GatePageProps, 'gate' | 'onReload'> & { readonly gate: GateView }) {
  const { revalidate } = useRevalidator()
  const [reloads, setReloads] = useState(0)
  const reload = async () => {
    await revalidate()
    setReloads((before) => before + 1)
  }
  return <GatePage key={`${props.gate.number} ${reloads}`} {...props} onReload={() => void reload()} />
}
