import { useFetcher } from '@remix-run/react'
import { useAppBridge } from '@shopify/app-bridge-react'
import { BlockStack, InlineError, Modal, Text } from '@shopify/polaris'
import { useState } from 'react'
import type { ProjectId } from '../../core/project/types.ts'
import { describeAnswer } from '../describeAnswer.ts'
import { useAnswer } from '../useAnswer.ts'
import { useFocusBack } from '../useFocusBack.ts'
import type { ProjectAnswer } from './views.ts'

const WORDS = {
  on: {
    title: 'Let secret keys manage gates?',
    button: 'Turn on',
    text: 'Anyone with a secret key of this project can change or delete every gate of your shop, and with it prices and exclusive products. Keep these keys on your server.',
    done: 'Secret keys can manage gates',
  },
  off: {
    title: 'Stop secret keys from managing gates?',
    button: 'Turn off',
    text: 'Programs with a secret key of this project can no longer read or change gates. The gates themselves stay as they are.',
    done: 'Secret keys can no longer manage gates',
  },
} as const

/** Dialog that confirms a change of the right to manage gates; `mayChangeGates` is what it sets. */
export function GateRightModal({
  id,
  mayChangeGates,
  onClose,
}: {
  id: ProjectId
  mayChangeGates: boolean
  onClose: () => void
}) {
  useFocusBack()
  const shopify = useAppBridge()
  const fetcher = useFetcher<ProjectAnswer<null>>({ key: `gates-${id}` })
  const [failure, setFailure] = useState<string | null>(null)
  const [{ title, button, text, done }] = useState(WORDS[mayChangeGates ? 'on' : 'off'])
  useAnswer(fetcher, (answer) => {
    setFailure(describeAnswer(answer))
    if (answer.kind !== 'done') return
    shopify.toast.show(done)
    onClose()
  })
  const isBusy = fetcher.state !== 'idle'
  const action = `/app/developers/${id}/gates`
  return (
    <Modal
      open
      onClose={onClose}
      title={title}
      primaryAction={{
        content: button,
        loading: isBusy,
        onAction: () =>
          fetcher.submit({ mayChangeGates }, { method: 'post', encType: 'application/json', action }),
      }}
      secondaryActions={[{ content: 'Cancel', disabled: isBusy, onAction: onClose }]}
    >
      <Modal.Section>
        <BlockStack gap="300">
          <Text as="p">{text}</Text>
          {failure && <InlineError message={failure} fieldID={id} />}
        </BlockStack>
      </Modal.Section>
    </Modal>
  )
}
