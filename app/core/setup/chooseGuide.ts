import { type GuideMemory, SETUP_STEPS, type SetupStep, type StepState } from './types.ts'

/**
 * Choose whether home shows the set-up guide. `returned`: it was dismissed, and a step that was done then is broken now.
 */
export function chooseGuide({
  memory,
  states,
}: {
  memory: GuideMemory
  states: Readonly<Record<SetupStep, StepState>>
}): 'shown' | 'hidden' | 'returned' {
  if (memory.dismissedAt === null) return 'shown'
  return memory.doneSteps.some((step) => states[step] === 'open') ? 'returned' : 'hidden'
}

/** List the steps that are done. */
export function listDoneSteps(states: Readonly<Record<SetupStep, StepState>>): SetupStep[] {
  return SETUP_STEPS.filter((step) => states[step] === 'done')
}
