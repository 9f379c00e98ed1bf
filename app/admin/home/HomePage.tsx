import { BlockStack, Page } from '@shopify/polaris'
import { chooseGuide } from '../../core/setup/chooseGuide.ts'
import { RecentCard } from '../analytics/RecentCard.tsx'
import type { RecentView } from '../analytics/views.ts'
import { useBlock, useReloadOnReturn } from '../block/useBlock.ts'
import { useHolding } from '../holding/useHolding.ts'
import { useArrived } from '../list/useArrived.ts'
import { SECTIONS } from '../page/sections.ts'
import { useRepair } from '../selfTest/useRepair.ts'
import { useSelfTest } from '../selfTest/useSelfTest.ts'
import { HealthCard } from './HealthCard.tsx'
import { listRows } from './listRows.ts'
import { listSteps, toStates } from './listSteps.ts'
import { SetupGuide } from './SetupGuide.tsx'
import { StatusCard } from './StatusCard.tsx'
import { useGuideClose } from './useGuideClose.ts'
import type { HealthView, HomeView } from './views.ts'

type HomePageProps = {
  readonly home: HomeView
  readonly recent: RecentView
  /** Loaded after the page. */
  readonly health: Promise<HealthView>
}

/** The first page of the app: the set-up guide until it is dismissed, and whether everything works. */
export function HomePage({ home, recent, health: later }: HomePageProps) {
  const health = useArrived(later)
  const block = useBlock(health?.page ?? null)
  const holding = useHolding()
  const repair = useRepair()
  const selfTest = useSelfTest()
  const permissions = health?.permissions ?? null
  const steps = listSteps({ home, block, permissions })
  const closing = useGuideClose(steps)
  const guide = chooseGuide({ memory: home.memory, states: toStates(steps) })
  // What is broken may have been set right in another tab: in the theme editor, or by a self-test.
  const isWrong = block?.kind === 'block-missing' || block?.kind === 'block-unknown' || guide === 'returned'
  useReloadOnReturn(isWrong)
  const rows = health && block && listRows({ health, block, isStore: home.isStore })
  const setup = guide !== 'hidden' && (
    <SetupGuide
      steps={steps}
      hasReturned={guide === 'returned'}
      permissions={permissions}
      holding={holding}
      selfTest={selfTest}
      closing={closing}
    />
  )
  return (
    <Page
      title={SECTIONS.home.content}
      {...(guide !== 'shown' && { primaryAction: { content: 'Create gate', url: '/app/gates/new' } })}
    >
      <BlockStack gap="400">
        {guide === 'shown' ? setup : <StatusCard rows={rows} />}
        <RecentCard recent={recent} />
        {/* A guide that comes back moves nothing that is on the screen already. */}
        {guide === 'returned' && setup}
        <HealthCard key={rows ? 'known' : 'asked'} rows={rows} repair={repair} holding={holding} />
      </BlockStack>
    </Page>
  )
}
