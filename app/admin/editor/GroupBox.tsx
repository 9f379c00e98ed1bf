import { BlockStack, Button, InlineError, InlineStack, Select, Text, TextField } from '@shopify/polaris'
import { PlusIcon } from '@shopify/polaris-icons'
import { Fragment } from 'react'
import type { GroupForm } from '../../core/gate/form.ts'
import { MAX_CONDITIONS } from '../../core/requirement/parseRequirement.ts'
import { ConditionBox } from './ConditionBox.tsx'
import { hasRoomForGroup } from './countLevels.ts'
import { createMoveOnKey } from './createMoveOnKey.ts'
import { composeFieldId, type DraftGroup, isDraftGroup } from './draft.ts'
import { findError } from './findError.ts'
import { NodeMenu } from './NodeMenu.tsx'
import type { NodePlace, TreeProps } from './treeProps.ts'

const KINDS = [
  { value: 'all', label: 'all of these' },
  { value: 'any', label: 'any one of these' },
  { value: 'atLeast', label: 'at least … of these' },
  { value: 'none', label: 'none of these' },
] as const satisfies readonly { value: GroupForm['kind']; label: string }[]
/** The word between the parts of a group; null where the group's first line says how they belong together. */
const JOINS = { all: 'and', any: 'or', atLeast: null, none: null } as const

/** A group of conditions and groups. `place` is null for the outermost. */
export function GroupBox({
  tree,
  group,
  place,
}: {
  tree: TreeProps
  group: DraftGroup
  place: NodePlace | null
}) {
  const { editor, chains } = tree
  const { dispatch, draft, conditions, issues } = editor
  const { key, kind, of } = group
  const error = findError(issues, `${key}.group`)
  const countError = kind === 'atLeast' ? findError(issues, `${key}.count`) : undefined
  const addId = composeFieldId(`${key}.group`)
  const isFull = conditions.length >= MAX_CONDITIONS
  const change = (value: string) => {
    const chosen = KINDS.find((each) => each.value === value)?.value ?? 'all'
    const count = chosen === 'atLeast' && group.count === '' ? '2' : group.count
    dispatch({ kind: 'editGroup', key, change: { kind: chosen, count } })
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys only repeat what the menu does
    <div
      className={place ? 'palisade-group' : undefined}
      onKeyDown={createMoveOnKey({ node: group, place, dispatch })}
    >
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="start" gap="200" wrap={false}>
          <div className="palisade-group-head" id={composeFieldId(`${key}.head`)} tabIndex={-1}>
            <Text as="span" id={composeFieldId(`${key}.word`)}>
              {place ? 'Meets' : 'A wallet must meet'}
            </Text>
            <Select
              id={composeFieldId(`${key}.kind`)}
              label={place ? 'Conditions of this group to meet' : 'A wallet must meet'}
              labelHidden
              options={[...KINDS]}
              value={kind}
              onChange={change}
            />
            {kind === 'atLeast' && (
              <div className="palisade-count">
                <TextField
                  id={composeFieldId(`${key}.count`)}
                  label="Number of conditions of this group to meet"
                  labelHidden
                  value={group.count}
                  suffix={`of ${of.length}`}
                  inputMode="numeric"
                  maxLength={3}
                  autoComplete="off"
                  error={countError !== undefined}
                  onChange={(count) => dispatch({ kind: 'editGroup', key, change: { count } })}
                />
              </div>
            )}
          </div>
          {place && <NodeMenu tree={tree} node={group} place={place} />}
        </InlineStack>
        {/* Below the line, because the field is too narrow for a sentence. */}
        {countError && <InlineError message={countError} fieldID={composeFieldId(`${key}.count`)} />}
        {of.map((node, index) => (
          <Fragment key={node.key}>
            {index > 0 && JOINS[kind] && (
              <div className="palisade-join">
                <Text as="span" variant="bodySm" fontWeight="medium" tone="subdued">
                  {JOINS[kind]}
                </Text>
              </div>
            )}
            {isDraftGroup(node) ? (
              <GroupBox tree={tree} group={node} place={{ index, of: of.length, isOuter: place === null }} />
            ) : (
              <ConditionBox
                tree={tree}
                condition={node}
                place={{ index, of: of.length, isOuter: place === null }}
              />
            )}
          </Fragment>
        ))}
        {error && <InlineError message={error} fieldID={addId} />}
        <InlineStack gap="200">
          <Button
            id={addId}
            icon={PlusIcon}
            size={place ? 'slim' : 'medium'}
            disabled={isFull}
            onClick={() => dispatch({ kind: 'add', key, what: 'condition', chains })}
          >
            Add condition
          </Button>
          <Button
            variant="tertiary"
            size={place ? 'slim' : 'medium'}
            disabled={isFull || !hasRoomForGroup(draft.root, key)}
            onClick={() => dispatch({ kind: 'add', key, what: 'group', chains })}
          >
            Add group
          </Button>
        </InlineStack>
      </BlockStack>
    </div>
  )
}
