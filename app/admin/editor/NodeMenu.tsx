import { ActionList, Button, Popover, Text } from '@shopify/polaris'
import {
  ArrowDownIcon,
  ArrowUpIcon,
  CollectionIcon,
  DeleteIcon,
  DuplicateIcon,
  MenuHorizontalIcon,
  MinimizeIcon,
} from '@shopify/polaris-icons'
import { useState } from 'react'
import { MAX_CONDITIONS, MAX_LEVELS } from '../../core/requirement/parseRequirement.ts'
import { countLevels } from './countLevels.ts'
import { composeFieldId, type DraftNode, isDraftGroup } from './draft.ts'
import { listDraftConditions, updateNode } from './tree.ts'
import type { NodePlace, TreeProps } from './treeProps.ts'

/** Menu of a whole condition or group. */
export function NodeMenu({ tree, node, place }: { tree: TreeProps; node: DraftNode; place: NodePlace }) {
  const { dispatch, draft, conditions } = tree.editor
  const [isOpen, setIsOpen] = useState(false)
  const close = () => setIsOpen(false)
  const { key } = node
  const isGroup = isDraftGroup(node)
  const what = isGroup ? 'group' : 'condition'
  const does = (action: Parameters<typeof dispatch>[0]) => () => {
    close()
    dispatch(action)
  }
  const wrapped = updateNode(draft.root, key, (each) => [{ key: '', kind: 'any', count: '', of: [each] }])
  const copies = listDraftConditions(node).length
  return (
    <div className="palisade-menu">
      <Popover
        active={isOpen}
        preferredAlignment="right"
        onClose={close}
        activator={
          <Button
            id={composeFieldId(`${key}.menu`)}
            icon={MenuHorizontalIcon}
            variant="tertiary"
            accessibilityLabel={`Actions for ${what} ${place.index + 1}`}
            onClick={() => setIsOpen(!isOpen)}
          />
        }
      >
        <ActionList
          actionRole="menuitem"
          sections={[
            {
              items: [
                {
                  content: 'Move up',
                  icon: ArrowUpIcon,
                  suffix: <Keys text="Alt ↑" />,
                  disabled: place.isOuter && place.index === 0,
                  onAction: does({ kind: 'move', key, step: -1 }),
                },
                {
                  content: 'Move down',
                  icon: ArrowDownIcon,
                  suffix: <Keys text="Alt ↓" />,
                  disabled: place.isOuter && place.index === place.of - 1,
                  onAction: does({ kind: 'move', key, step: 1 }),
                },
                {
                  content: 'Duplicate',
                  icon: DuplicateIcon,
                  disabled: conditions.length + copies > MAX_CONDITIONS,
                  onAction: does({ kind: 'copy', key }),
                },
                {
                  content: 'Group',
                  icon: CollectionIcon,
                  disabled: countLevels(wrapped) > MAX_LEVELS,
                  onAction: does({ kind: 'wrap', key }),
                },
                ...(isGroup
                  ? [
                      {
                        content: 'Ungroup',
                        icon: MinimizeIcon,
                        onAction: does({ kind: 'unwrap', key }),
                      },
                    ]
                  : []),
              ],
            },
            {
              items: [
                {
                  content: isGroup ? 'Remove group' : 'Remove',
                  icon: DeleteIcon,
                  destructive: true,
                  onAction: does({ kind: 'remove', key }),
                },
              ],
            },
          ]}
        />
      </Popover>
    </div>
  )
}

function Keys({ text }: { text: string }) {
  return (
    <Text as="span" tone="subdued" variant="bodySm">
      {text}
    </Text>
  )
}
