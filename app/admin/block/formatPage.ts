import type { PageFinding } from '../../core/block/types.ts'
import { writeLookFailure } from '../problems/writeLookFailure.ts'

/** What a product's page shows; as if no page were read if the look fails. The result loads after the admin's page. */
export async function formatPage({
  find,
  warn,
}: {
  find: () => Promise<PageFinding>
  /** Receives why the look failed. */
  warn: (sentence: string) => void
}): Promise<PageFinding> {
  try {
    return await find()
  } catch (error) {
    writeLookFailure({ sentence: 'Could not look at a product’s page', error, warn })
    return { kind: 'none' }
  }
}
