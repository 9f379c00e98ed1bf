import { BlockStack, Card, Layout, Page, TextField } from '@shopify/polaris'
import type { PageFinding } from '../../core/block/types.ts'
import { type GroupForm, listConditionForms } from '../../core/gate/form.ts'
import { isDiscounting } from '../../core/gate/reactionKinds.ts'
import { BlockCard } from '../block/BlockCard.tsx'
import { useGateBlock } from '../block/useBlock.ts'
import { CheckCard } from '../check/CheckCard.tsx'
import { ListCheckCard } from '../check/ListCheckCard.tsx'
import { GateTagsCard } from '../customers/GateTagsCard.tsx'
import type { TagView } from '../customers/views.ts'
import { describeEnforcement } from '../enforcement/describeEnforcement.ts'
import { EnforcementCard } from '../enforcement/EnforcementCard.tsx'
import { useHolding } from '../holding/useHolding.ts'
import { LazyPart } from '../page/LazyPart.tsx'
import { SECTIONS } from '../page/sections.ts'
import { RemarksCard } from '../remarks/RemarksCard.tsx'
import { useRemarks } from '../remarks/useRemarks.ts'
import { StatusBadge } from '../StatusBadge.tsx'
import type { ChainView, GateView, ListView, SubjectViews } from '../views.ts'
import { CheckoutCard } from './CheckoutCard.tsx'
import { ConditionsCard } from './ConditionsCard.tsx'
import { loadAskHolding } from './dialogs.ts'
import { composeFieldId } from './draft.ts'
import { draftStanding } from './draftStanding.ts'
import { EditorBanner } from './EditorBanner.tsx'
import { EditorSaveBar } from './EditorSaveBar.tsx'
import { findError } from './findError.ts'
import type { EditorShop } from './formatEditorShop.ts'
import { hasLimit } from './guardOf.ts'
import { BESIDE, FORM, JumpBar } from './JumpBar.tsx'
import { LimitsCard } from './LimitsCard.tsx'
import { PreviewCard } from './PreviewCard.tsx'
import { ReactionCard } from './ReactionCard.tsx'
import { ScheduleCard } from './ScheduleCard.tsx'
import { StateCard } from './StateCard.tsx'
import { SubjectCard } from './SubjectCard.tsx'
import { type GateEditorModel, useGateEditor } from './useGateEditor.ts'
import { useGateHeader } from './useGateHeader.tsx'

export type GatePageProps = {
  /** Null for a new gate. */
  readonly gate: GateView | null
  /** The gate that a new one copies. */
  readonly copied?: GateView | null
  readonly subjects: SubjectViews
  readonly chains: readonly ChainView[]
  readonly lists: readonly ListView[]
  readonly shop: EditorShop
  /** How it tags customers; null for a new gate, or in a shop that tags nobody. */
  readonly tags?: TagView | null
  /** What the page of one of its products shows, loaded later; null for a new gate. */
  readonly page: Promise<PageFinding> | null
}

/** Page that creates or edits a gate, beside a preview of the shoppers' text. */
export function GatePage(props: GatePageProps) {
  const { gate, copied = null, subjects, chains, lists, shop, tags = null, page } = props
  const editor = useGateEditor({ gate, copied, subjects, chains, shop })
  const remarks = useRemarks({ editor, number: gate?.number ?? null })
  const holding = useHolding()
  const block = useGateBlock({ number: gate && isForSale(gate) ? gate.number : null, page })
  const { currencyCode } = shop
  const standing = draftStanding({ draft: editor.draft, shop })
  const header = useGateHeader({
    gate,
    subjects,
    level: shop.enforcement.level,
    isDirty: editor.isDirty,
    onDeleted: editor.release,
  })
  return (
    <Page
      title={gate ? formatTitle(gate.form.name) : 'Create gate'}
      {...(gate && {
        titleMetadata: <StatusBadge status={gate.status} />,
        subtitle: `Last changed ${gate.changedAt}`,
      })}
      backAction={SECTIONS.gates}
      {...header.actions}
    >
      <EditorSaveBar id="gate-save-bar" editor={editor} />
      <Layout>
        <EditorBanner
          gate={gate}
          editor={editor}
          versions={{ editor, chains, lists, shop }}
          block={block}
          changeFailure={header.failure}
          holding={gate && shop.holding.gates.includes(gate.number) ? holding : null}
        />
        <Layout.Section>
          <div id={FORM} tabIndex={-1} />
          <BlockStack gap="400">
            <NameCard editor={editor} level={shop.enforcement.level} />
            <SubjectCard editor={editor} />
            <ConditionsCard editor={editor} chains={chains} lists={lists} />
            <ReactionCard editor={editor} shop={shop} />
            <LimitsCard editor={editor} saved={gate} shop={shop} />
            <ScheduleCard
              editor={editor}
              standing={standing.kind}
              timeZone={shop.timeZone}
              level={shop.enforcement.level}
            />
            <CheckoutCard editor={editor} cartMetafield={shop.settings.usesCartMetafield} />
            <CheckCard
              form={editor.form}
              chains={chains.filter(
                ({ slug, family }) => family === 'evm' && hasConditionOn(editor.form.root, slug),
              )}
            />
            <ListCheckCard form={editor.form} />
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <div className="palisade-beside" id={BESIDE} tabIndex={-1}>
            <BlockStack gap="400">
              <StateCard editor={editor} standing={standing} shop={shop} />
              <RemarksCard model={remarks} onShow={(path) => editor.dispatch({ kind: 'show', path })} />
              <EnforcementCard
                enforcement={describeDraft({ editor, shop })}
                isRunning={standing.kind === 'active'}
                isPending={gate?.status.kind === 'pending'}
              />
              <PreviewCard
                editor={editor}
                standing={standing}
                chains={chains}
                lists={lists}
                currencyCode={currencyCode}
              />
              {gate && isForSale(gate) && <BlockCard status={block} />}
              {tags && <GateTagsCard tags={tags} />}
            </BlockStack>
          </div>
        </Layout.Section>
      </Layout>
      {editor.asksForHolding && (
        <LazyPart
          load={loadAskHolding}
          props={{ holding, onClose: editor.closeHoldingQuestion }}
          onNotLoaded={editor.closeHoldingQuestion}
        />
      )}
      {header.dialogs}
      <JumpBar />
    </Page>
  )
}

const isForSale = ({ status }: GateView): boolean => status.kind !== 'paused' && status.kind !== 'ended'

function describeDraft({ editor, shop }: { editor: GateEditorModel; shop: EditorShop }) {
  const { reaction, cap, guard, subject } = editor.form
  if (shop.store) return shop.store[reaction.exclusive ? 'exclusive' : 'open']
  return describeEnforcement({
    shop,
    gate: {
      isExclusive: reaction.exclusive,
      hasDiscount: isDiscounting(reaction),
      needsProducts: subject.kind !== 'all' && isDiscounting(reaction, 'order', 'shipping'),
      hasCap: cap !== '',
      isLimited: hasLimit(editor.draft),
      guard,
    },
  })
}

function hasConditionOn(root: GroupForm, slug: string): boolean {
  return listConditionForms(root).some(({ condition }) => condition.chain === slug)
}

function NameCard({ editor, level }: { editor: GateEditorModel; level: EditorShop['enforcement']['level'] }) {
  const { draft, dispatch } = editor
  const isShown = level === 'functions' && isDiscounting(draft.reaction) && draft.discountName.trim() === ''
  return (
    <Card>
      <TextField
        id={composeFieldId('name')}
        label="Name"
        value={draft.name}
        placeholder="Night Owls holders"
        helpText={
          isShown ? 'Your staff see it, and shoppers read it beside the discount.' : 'For you and your staff.'
        }
        maxLength={80}
        autoComplete="off"
        error={findError(editor.issues, 'name')}
        onChange={(name) => dispatch({ kind: 'edit', change: { name } })}
      />
    </Card>
  )
}

/** Longer ones leave the actions no room: Polaris folds them only after the first paint, and the page jumps. */
const MOST_TITLE = 40

/** Format the name for the head of the page. The form below has all of it. */
function formatTitle(name: string): string {
  const letters = [...name]
  return letters.length > MOST_TITLE ? `${letters.slice(0, MOST_TITLE - 1).join('')}…` : name
}
