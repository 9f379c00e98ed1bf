import { CONFIG_KINDS, FOREIGN_KINDS } from './composeHeavyConfig.ts'
import { composeHeavyInput, type HeavyClass, MARKS_KINDS, MONEY_KINDS } from './composeHeavyInput.ts'
import { TEXTS_KINDS } from './composeHeavyProofs.ts'
import { createDice } from './createDice.ts'

export type Extreme = {
  name: string
  input: unknown
  /** The config is JSON that no formatter of ours writes. */
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

/** List inputs that are meant to cost the Function as much as 200 lines can, always the same. */
export function listExtremes(): Extreme[] {
  const ours: HeavyClass[] = [
    ...MARKS_KINDS.flatMap((marks) => CONFIG_KINDS.map((config) => ({ ...WORST, marks, config }))),
    ...TEXTS_KINDS.flatMap((texts) => MONEY_KINDS.map((money) => ({ ...WORST, texts, money }))),
    ...MONEY_KINDS.map((money) => ({ ...WORST, money, marks: 'three' as const })),
    ...CONFIG_KINDS.map((config) => ({ ...WORST, config, configBytes: 10_000 })),
  ]
  const foreign: HeavyClass[] = FOREIGN_KINDS.map((config) => ({ ...WORST, config }))
  return [...ours, ...foreign].map((heavy, i) => ({
    name: `${heavy.marks} marks, ${heavy.texts} texts, ${heavy.config} in ${heavy.configBytes} bytes, ${heavy.money}`,
    input: composeHeavyInput(createDice(i + 1), heavy),
    isForeign: i >= ours.length,
  }))
}
