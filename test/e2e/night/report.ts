import type { NightPlan } from './nightPlan.ts'
import type { Watch } from './oddAnswers.ts'
import { BROKEN, type Sales } from './startSales.ts'
import type { DiskWatch } from './watchDisk.ts'

export type WatchedOrders = {
  /** Milliseconds from each order to its settlement. */
  readonly waits: () => readonly number[]
  readonly countOpen: () => number
  readonly close: () => void
}

export type NightReport = {
  readonly seed: number
  readonly faults: number
  readonly requests: number
  /** Requests that were refused, or got no answer. */
  readonly refused: number
  readonly orders: number
  readonly settled: number
  /** Orders without the settlement that they must have, and proofs without their grant or use. */
  readonly lost: number
  /** What went wrong, a sentence each; empty after a good night. */
  readonly wrong: readonly string[]
  /** The tables for people. */
  readonly text: string
}

/** Describe a night that is over: its faults by kind, its requests by answer, its orders. */
export function describeNight(parameters: {
  seed: number
  plan: NightPlan
  sales: Sales
  watch: Watch
  settled: WatchedOrders
  disk: DiskWatch
  lost: readonly string[]
  wrong: readonly string[]
}): NightReport {
  const { seed, plan, sales, watch, settled, disk, lost, wrong } = parameters
  const { told, orders, granted } = sales
  const waits = settled.waits()
  const unchecked = told.filter(({ kind }) => kind === 'unchecked').length
  const lines = [
    `Database: ${plan.database}`,
    ...formatTable(['fault', 'times', 'longest until good again'], listFaults(watch)),
    '',
    ...formatTable(['request', 'answer', 'times', 'longest'], listAnswers(told)),
    '',
    `${granted.size} proofs given, ${unchecked} unlocks not checked, ${orders.length} orders, ${waits.length} settled`,
    `An order waited ${toSeconds(Math.max(0, ...waits))} at most, and half of them ${toSeconds(findMiddle(waits))} at most`,
    `Commits beside the app: ${disk.slow.length} took more than two seconds, and the longest ${toSeconds(disk.longestMs())}`,
    `lost ${lost.length}`,
  ]
  return {
    ...{ seed, faults: watch.windows.length, requests: told.length, orders: orders.length },
    refused: told.filter(({ status }) => status !== 200).length,
    ...{ settled: waits.length, lost: lost.length, wrong, text: lines.join('\n') },
  }
}

const toSeconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`
const findMiddle = (waits: readonly number[]) => [...waits].sort((a, b) => a - b)[waits.length >> 1] ?? 0

function listFaults({ windows }: Watch): string[][] {
  const names = [...new Set(windows.map(({ fault }) => fault))].sort()
  return names.map((name) => {
    const own = windows.filter(({ fault }) => fault === name)
    const longest = own.map(({ recoveredMs }) => recoveredMs ?? Number.POSITIVE_INFINITY)
    return [name, String(own.length), toSeconds(Math.max(...longest))]
  })
}

function listAnswers(told: Sales['told']): string[][] {
  const counts = new Map<string, { times: number; longest: number }>()
  for (const { door, status, text, from, to } of told) {
    const code = /"(?:code|error)":"(ERR_\w+)"/.exec(text)?.[1] ?? ''
    const answer =
      status === BROKEN ? 'broken' : status === 0 ? 'none' : `${status} ${status === 200 ? '' : code}`
    const key = `${door}\t${answer.trim()}`
    const { times, longest } = counts.get(key) ?? { times: 0, longest: 0 }
    counts.set(key, { times: times + 1, longest: Math.max(longest, to - from) })
  }
  const rows = [...counts].sort(([one], [other]) => (one < other ? -1 : 1))
  return rows.map(([key, { times, longest }]) => [...key.split('\t'), String(times), toSeconds(longest)])
}

function formatTable(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const all = [head, ...rows]
  const widths = head.map((_, i) => Math.max(...all.map((row) => row[i]?.length ?? 0)))
  return all.map((row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}
