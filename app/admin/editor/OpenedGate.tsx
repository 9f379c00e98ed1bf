import { useRevalidator } from '@remix-run/react'
import { useEffect, useRef, useState } from 'react'
import type { GateView } from '../views.ts'
import { GatePage, type GatePageProps } from './GatePage.tsx'

/** The page of a gate that is there. Opening it again, or another one, starts from a fresh draft. */
export function OpenedGate(props: Omit<GatePageProps, 'gate' | 'onReload'> & { readonly gate: GateView }) {
  const { revalidate, state } = useRevalidator()
  const [reloads, setReloads] = useState(0)
  const reloading = useRef<'asked' | 'loading' | null>(null)
  useEffect(() => {
    if (reloading.current === 'asked' && state === 'loading') reloading.current = 'loading'
    if (reloading.current !== 'loading' || state !== 'idle') return
    reloading.current = null
    setReloads((before) => before + 1)
  }, [state])
  const reload = () => {
    reloading.current = 'asked'
    revalidate()
  }
  return <GatePage key={`${props.gate.number} ${reloads}`} {...props} onReload={reload} />
}
