import { chooseBlockStatus } from '../../core/block/chooseBlockStatus.ts'
import type { PageFinding, ThemeAnswer } from '../../core/block/types.ts'
import type { SelfTestStep } from '../../core/selfTest/types.ts'
import { describeProblems, describeSkipped } from './steps.ts'

/** Check that shoppers find the gate block: in the theme, as the admin says, and on a gated product's page. */
export function checkBlock({ theme, page }: { theme: ThemeAnswer; page: PageFinding }): SelfTestStep {
  const status = chooseBlockStatus({ theme, page })
  if (status.kind === 'block-added') return describeProblems('block', [])
  if (status.kind !== 'block-unknown') return describeProblems('block', [status])
  if (page.kind === 'none') return describeSkipped('block', 'No active gate names a product.')
  return { ...describeProblems('block', [status]), outcome: 'unknown' }
}
