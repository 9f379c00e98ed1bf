import { CONFIG_KINDS, FOREIGN_KINDS } from './composeHeavyConfig.ts'
import { composeHeavyInput, type HeavyClass, MARKS_KINDS, MONEY_KINDS } from './composeHeavyInput.ts'
import { TEXTS_KINDS } from './composeHeavyProofs.ts'
import { createDice } from './createDice.ts'
import { shapeHeavyInput } from './shapeHeavyInput.ts'
import type { TargetName } from './targets.ts'

export type Extreme = {
  name: string
  input: unknown
  /** The config is JSON that our formatters never write. */
  isForeign: boolean
}

const WORST: HeavyClass = {
  marks: 'one',
  texts: 'seven',
  config: 'floors',
  money: 'capped',
  configBytes: 9_500,
  lineCount: 200,
  isBent: false,
}

/** List inputs that should be the costliest for a target with 200 lines; deterministic. */
export function listExtremes(target: TargetName): Extreme[] {
  const ours: HeavyClass[] = [
    ...MARKS_KINDS.flatMap((marks) => CONFIG_KINDS.map((config) => ({ ...WORST, marks, config }))),
    ...TEXTS_KINDS.flatMap((texts) => MONEY_KINDS.map((money) => ({ ...WORST, texts, money }))),
    ...MONEY_KINDS.map((money) => ({ ...WORST, money, marks: 'three' as const })),
    ...CONFIG_KINDS.map((config) => ({ ...WORST, config, configBytes: 10_000 })),
    ...CONFIG_KINDS.map((config) => ({ ...WORST, marks: 'mixed' as const, config, isBent: true })),
  ]
  const foreign: HeavyClass[] = FOREIGN_KINDS.map((config) => ({ ...WORST, config }))
  return [...ours, ...foreign].map((heavy, i) => ({
    name: `${heavy.marks} marks, ${heavy.texts} texts, ${heavy.config} in ${heavy.configBytes} bytes, ${heavy.money}`,
    input: shapeHeavyInput({ input: composeHeavyInput(createDice(i + 1), heavy), target }),
    isForeign: i >= ours.length,
  }))
}
