import type { Dice } from '../../makeDice.ts'
import type { Doors } from '../killedDatabase/openDoors.ts'
import type { Stage } from './openStage.ts'
import type { Sales } from './startSales.ts'

/** What a night happens to. */
export type Scene = {
  readonly stage: Stage
  readonly doors: Doors
  readonly sales: Sales
  readonly dice: Dice
}
