import { InlineError, Select, TextField } from '@shopify/polaris'
import { type ReactNode, useEffect, useState } from 'react'
import { countDays } from '../../core/numbers/days.ts'
import { MOST_DAYS, PERIOD_LENGTHS } from '../../core/numbers/period.ts'
import type { ListQuery } from '../page/useListQuery.ts'
import type { ScopeView } from './views.ts'

const OWN = 'own'

/** Fields that choose the gate and the period, and those of `children`. */
export function ScopeFilters({
  scope: { period, gate, choices },
  query,
  children,
}: {
  scope: ScopeView
  query: ListQuery
  children?: ReactNode
}) {
  const [isOwn, setIsOwn] = useState(period.days === null)
  useEffect(() => setIsOwn(period.days === null), [period.days])
  const choose = (length: string) => {
    setIsOwn(length === OWN)
    if (length !== OWN) query.set({ days: length, from: '', until: '' })
  }
  return (
    <div className="palisade-filters">
      {children}
      <Select
        label="Gate"
        labelHidden
        options={[{ value: '', label: 'All gates' }, ...choices]}
        value={gate}
        onChange={(number) => query.set({ gate: number })}
      />
      <Select
        label="Period"
        labelHidden
        options={[
          ...PERIOD_LENGTHS.map((days) => ({ value: String(days), label: `Last ${days} days` })),
          { value: OWN, label: 'Other days' },
        ]}
        value={isOwn ? OWN : String(period.days)}
        onChange={choose}
      />
      {isOwn && <OwnDays period={period} onChoose={(from, until) => query.set({ days: '', from, until })} />}
    </div>
  )
}

function OwnDays({
  period,
  onChoose,
}: {
  period: ScopeView['period']
  onChoose: (from: string, until: string) => void
}) {
  const [from, setFrom] = useState(period.from)
  const [until, setUntil] = useState(period.until)
  const error = findError({ from, until, today: period.today })
  // Days that are not finished stay while the page of the earlier ones arrives.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another period replaces what is in the fields
  useEffect(() => {
    if (error !== null) return
    setFrom(period.from)
    setUntil(period.until)
  }, [period.from, period.until])
  const send = (first: string, last: string) => {
    setFrom(first)
    setUntil(last)
    if (findError({ from: first, until: last, today: period.today }) === null) onChoose(first, last)
  }
  const field = { type: 'date', autoComplete: 'off', labelHidden: true, max: period.today } as const
  return (
    <>
      <TextField {...field} label="From" prefix="From" value={from} onChange={(day) => send(day, until)} />
      <TextField {...field} label="Until" prefix="Until" value={until} onChange={(day) => send(from, day)} />
      {error !== null && <InlineError message={error} fieldID="period" />}
    </>
  )
}

function findError({ from, until, today }: { from: string; until: string; today: string }): string | null {
  if (from === '' || until === '') return 'Enter a first and a last day.'
  if (until < from) return 'The last day is before the first.'
  if (until > today) return 'The last day hasn’t come yet.'
  return countDays({ from, to: until }) > MOST_DAYS ? `Choose at most ${MOST_DAYS} days.` : null
}
