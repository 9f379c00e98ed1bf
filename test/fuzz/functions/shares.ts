import type { TargetName } from '../../extensions/gate-discount/targets.ts'

/** How many of a hundred inputs go to each target. */
export const SHARES: Readonly<Record<TargetName, number>> = { lines: 50, delivery: 15, validation: 35 }

export const TARGET_NAMES = Object.keys(SHARES) as readonly TargetName[]
