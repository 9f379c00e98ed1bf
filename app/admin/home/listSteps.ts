import type { BlockStatus } from '../../core/block/types.ts'
import type { SetupStep, StepState } from '../../core/setup/types.ts'
import { describeBlock, formatBlock } from '../block/describeBlock.ts'
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

type ListStepsParameters = {
  readonly home: HomeView
  readonly block: BlockStatus | null
  readonly permissions: HealthView['permissions'] | null
}

/** List the steps of the guide with what is known. `block` and `permissions` are null until they are. */
export function listSteps(parameters: ListStepsParameters): StepView[] {
  const { home, block } = parameters
  const [gate, permissions] = [describeGateStep(home), describePermissions(parameters)]
  if (home.isStore) return [permissions, gate, describeCard(parameters), describeTrial(home)]
  const { selfTest } = home.memory
  return [
    {
      step: 'block',
      title: 'Add the block to your theme',
      state: block && BLOCK_STATES[block.kind],
      sentence: block ? describeBlock(block, false).fact : CHECKING,
    },
    gate,
    permissions,
    {
      step: 'self-test',
      title: 'Run the self-test',
      state: selfTest?.failed === 0 ? 'done' : 'open',
      sentence:
        home.selfTest ??
        'It tests a purchase on your live shop without buying anything, and changes nothing.',
    },
  ]
}

function describeGateStep({ gates }: HomeView): StepView {
  return {
    step: 'gate',
    title: 'Create your first gate',
    state: gates > 0 ? 'done' : 'open',
    sentence:
      gates > 0
        ? `You have ${formatCount(gates, 'gate')}.`
        : 'Choose a token, products, and what its holders get.',
  }
}

function describePermissions({ home: { isStore }, permissions }: ListStepsParameters): StepView {
  return {
    step: 'permissions',
    title: isStore ? 'Let Palisade make coupons and check orders' : 'Give Palisade its permissions',
    state: permissions?.state ?? null,
    sentence: permissions?.sentence ?? CHECKING,
  }
}

/** A store's script comes by itself. Whether its pages have it is seen at the product of an active gate. */
function describeCard({ home, block }: ListStepsParameters): StepView {
  const state = block && STORE_BLOCK_STATES[block.kind]
  return {
    step: 'block',
    title: 'See the card on a product page',
    state: home.gates === 0 ? 'unknown' : state,
    sentence:
      home.gates === 0
        ? 'Palisade puts its script on your product pages by itself. It looks there once you have a gate for products.'
        : block
          ? formatBlock(block, true)
          : CHECKING,
  }
}

function describeTrial({ hasUnlocked, memory }: HomeView): StepView {
  return {
    step: 'trial',
    title: 'Unlock an offer yourself',
    // Later there may be a month without an unlock. That is no fault of the set-up.
    state: hasUnlocked ? 'done' : memory.dismissedAt === null ? 'open' : 'unknown',
    sentence: hasUnlocked
      ? 'A wallet has unlocked an offer in the last 30 days.'
      : 'Open the product in your store, and connect a wallet that holds the token. The card shows the coupon, and puts it into the cart. To keep others out meanwhile, use the gate’s test mode.',
  }
}

const BLOCK_STATES = {
  'block-added': 'done',
  'block-missing': 'open',
  // The block is there. What it cannot do is not the merchant's to set up.
  'block-blind': 'done',
  'block-unknown': 'unknown',
} as const satisfies Record<BlockStatus['kind'], StepState>

const STORE_BLOCK_STATES = {
  ...BLOCK_STATES,
  'block-blind': 'open',
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
    trial: stateOf('trial'),
  }
}
