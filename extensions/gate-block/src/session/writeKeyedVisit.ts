import { findKey } from './visitKey.ts'
import { type WriteVisitParameters, writeVisit } from './writeVisit.ts'

/** Store a visit where its key is: for all pages, or for this one. Nobody can go on with it where its key is not. */
export async function writeKeyedVisit(parameters: Omit<WriteVisitParameters, 'isOfPage'>): Promise<void> {
  writeVisit({ ...parameters, isOfPage: !(await findKey())?.until })
}
