import { findKey } from './visitKey.ts'
import { type WriteVisitParameters, writeVisit } from './writeVisit.ts'

/** Store a visit where its key is: for all pages, or for this one. Without a key nobody can go on with it. */
export async function writeKeyedVisit(parameters: Omit<WriteVisitParameters, 'isOfPage'>): Promise<void> {
  const key = await findKey()
  if (key) writeVisit({ ...parameters, isOfPage: !key.until })
}
