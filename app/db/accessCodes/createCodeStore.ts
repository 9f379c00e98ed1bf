import type { AccessCode, UsedCode } from '../../core/accessCode/types.ts'
import type { ShopId } from '../../core/gate/types.ts'
import type { Database } from '../database.ts'
import { findUsedCodes } from './findUsedCodes.ts'
import { type ListDueCodesParameters, listDueCodes } from './listDueCodes.ts'
import { type OpenCodesParameters, openCodes } from './openCodes.ts'
import { type ReplaceCodeParameters, replaceCode } from './replaceCode.ts'
import { setGone } from './setGone.ts'
import { type SetMadeParameters, setMade } from './setMade.ts'
import { sweepCodes } from './sweepCodes.ts'

export type CodeStore = {
  readonly open: (parameters: Omit<OpenCodesParameters, 'db'>) => Promise<AccessCode[]>
  readonly setMade: (parameters: Omit<SetMadeParameters, 'db'>) => Promise<boolean>
  readonly setGone: (parameters: { shopId: ShopId; code: string }) => Promise<void>
  readonly replace: (parameters: Omit<ReplaceCodeParameters, 'db'>) => Promise<AccessCode>
  readonly findUsed: (parameters: { shopId: ShopId; codes: readonly string[] }) => Promise<UsedCode[]>
  readonly listDue: (parameters: Omit<ListDueCodesParameters, 'db'>) => Promise<AccessCode[]>
  readonly sweep: (parameters: { shopId: ShopId; at: number }) => Promise<number | null>
}

/** Make the port for the codes of unlocks. */
export function createCodeStore({ db }: { db: Database }): CodeStore {
  return {
    open: (parameters) => openCodes({ db, ...parameters }),
    setMade: (parameters) => setMade({ db, ...parameters }),
    setGone: (parameters) => setGone({ db, ...parameters }),
    replace: (parameters) => replaceCode({ db, ...parameters }),
    findUsed: (parameters) => findUsedCodes({ db, ...parameters }),
    listDue: (parameters) => listDueCodes({ db, ...parameters }),
    sweep: (parameters) => sweepCodes({ db, ...parameters }),
  }
}
