import { expect, test } from 'vitest'
import { chooseGuide, listDoneSteps } from '../../../app/core/setup/chooseGuide.ts'
import type { GuideMemory, SetupStep, StepState } from '../../../app/core/setup/types.ts'

const all = (state: StepState): Record<SetupStep, StepState> => ({
  block: state,
  gate: state,
  permissions: state,
  'self-test': state,
  trial: state,
})
const memory = (dismissedAt: number | null, ...doneSteps: SetupStep[]): GuideMemory => ({
  dismissedAt,
  doneSteps,
  selfTest: null,
})

test('default: the guide shows until it is dismissed, also when every step is done', () => {
  expect(chooseGuide({ memory: memory(null), states: all('open') })).toBe('shown')
  expect(chooseGuide({ memory: memory(null), states: all('done') })).toBe('shown')
  expect(chooseGuide({ memory: memory(7, 'block', 'gate'), states: all('done') })).toBe('hidden')
})

test('behavior: it comes back when a step that was done breaks, and goes when it is repaired', () => {
  const known = memory(7, 'block', 'gate')
  expect(chooseGuide({ memory: known, states: { ...all('done'), block: 'open' } })).toBe('returned')
  expect(
    chooseGuide({ memory: known, states: { ...all('done'), 'self-test': 'open', trial: 'unknown' } }),
  ).toBe('hidden')
})

test('behavior: a step that could not be checked is neither done nor broken', () => {
  expect(chooseGuide({ memory: memory(7, 'block'), states: all('unknown') })).toBe('hidden')
  expect(listDoneSteps({ ...all('unknown'), gate: 'done' })).toEqual(['gate'])
})
