import type { BlockStatus } from '../../core/block/types.ts'
import type { SetupStep, StepState } from '../../core/setup/types.ts'
import { describeBlock } from '../block/describeBlock.ts'
import { formatCount } from '../list/formatCount.ts'
import type { HealthView, HomeView } from './views.ts'

/** A step of the guide. */
export type StepView = {
  readonly step: SetupStep
  readonly title: string
  /** Null while it is being checked. */
  readonly state: StepState | null
  /** What the step is for, or what was found. */
  readonly sentence: string
}

const CHECKING = 'Checking…'

/** List the steps of the guide with what is known. `block` and `permissions` are null until they are. */
export function listSteps({
  home,
  block,
  permissions,
}: {
  home: HomeView
  block: BlockStatus | null
  permissions: HealthView['permissions'] | null
}): StepView[] {
  const { selfTest } = home.memory
  const steps: StepView[] = [
    {
      step: 'block',
      title: 'Add the block to your theme',
      state: block && BLOCK_STATES[block.kind],
      sentence: block ? describeBlock(block, home.isStore).fact : CHECKING,
    },
    {
      step: 'gate',
      title: 'Create your first gate',
      state: home.gates > 0 ? 'done' : 'open',
      sentence:
        home.gates > 0
          ? `You have ${formatCount(home.gates, 'gate')}.`
          : 'Choose a token, products, and what its holders get.',
    },
    {
      step: 'permissions',
      title: 'Give Palisade its permissions',
      state: permissions?.state ?? null,
      sentence: permissions?.sentence ?? CHECKING,
    },
    {
      step: 'self-test',
      title: 'Run the self-test',
      state: selfTest?.failed === 0 ? 'done' : 'open',
      sentence:
        home.selfTest ??
        'It tests a purchase on your live shop without buying anything, and changes nothing.',
    },
  ]
  return home.isStore ? steps.filter(({ step }) => step === 'gate') : steps
}

const BLOCK_STATES = {
  'block-added': 'done',
  'block-missing': 'open',
  // The block is there. What it cannot do is not the merchant's to set up.
  'block-blind': 'done',
  'block-unknown': 'unknown',
} as const satisfies Record<BlockStatus['kind'], StepState>

/** The state of each step; one that is being checked is not known yet. */
export function toStates(steps: readonly StepView[]): Readonly<Record<SetupStep, StepState>> {
  const states = new Map(steps.map(({ step, state }) => [step, state ?? 'unknown']))
  const stateOf = (step: SetupStep): StepState => states.get(step) ?? 'unknown'
  return {
    block: stateOf('block'),
    gate: stateOf('gate'),
    permissions: stateOf('permissions'),
    'self-test': stateOf('self-test'),
  }
}
