import {
  Banner,
  BlockStack,
  Button,
  Card,
  InlineStack,
  Layout,
  Modal,
  Page,
  Text,
  TextField,
} from '@shopify/polaris'
import { useState } from 'react'
import { MessagesCard } from './MessagesCard.tsx'
import { NewSecretModal } from './NewSecretModal.tsx'
import { ReceiverBadge } from './ReceiverBadge.tsx'
import { ReceiverFields } from './ReceiverFields.tsx'
import { RECEIVERS_URL } from './receiverWords.ts'
import { type ReceiverChanges, useReceiver } from './useReceiver.ts'
import type { GateOption, MessageView, ReceiverView } from './views.ts'

export type ReceiverPageProps = {
  readonly receiver: ReceiverView
  readonly gates: readonly GateOption[]
  readonly messages: readonly MessageView[]
  readonly next: string | null
  readonly timeZone: string
}

/** Page of one receiver: its settings, its secret and its log. */
export function ReceiverPage({ receiver, gates, messages, next, timeZone }: ReceiverPageProps) {
  const changes = useReceiver(receiver.id)
  const [isDeleting, setIsDeleting] = useState(false)
  const { status, isOn } = receiver
  return (
    <Page
      title={receiver.name}
      titleMetadata={<ReceiverBadge status={status} />}
      backAction={{ content: 'Webhooks', url: RECEIVERS_URL }}
      secondaryActions={[
        { content: isOn ? 'Switch off' : 'Switch on', onAction: () => changes.setOn(!isOn) },
        { content: 'Delete', destructive: true, onAction: () => setIsDeleting(true) },
      ]}
    >
      <Layout>
        {(status.reason ?? changes.failure) && (
          <Layout.Section variant="fullWidth">
            <BlockStack gap="400">
              {changes.failure && <Banner tone="critical">{changes.failure}</Banner>}
              {status.reason && <Banner tone="warning">{status.reason}</Banner>}
            </BlockStack>
          </Layout.Section>
        )}
        <Layout.Section>
          <MessagesCard messages={messages} next={next} isOn={isOn} changes={changes} />
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <BlockStack gap="400">
            <SettingsCard key={receiver.changedAt} receiver={receiver} gates={gates} changes={changes} />
            {!receiver.isFlow && <SecretCard receiver={receiver} changes={changes} />}
            <Text as="p" tone="subdued" alignment="center">
              Times are in your shop’s time zone, {timeZone}.
            </Text>
          </BlockStack>
        </Layout.Section>
      </Layout>
      {changes.secret && <NewSecretModal secret={changes.secret} isRotated onClose={changes.putAway} />}
      {isDeleting && <DeleteModal changes={changes} onClose={() => setIsDeleting(false)} />}
    </Page>
  )
}

function SettingsCard({
  receiver,
  gates,
  changes,
}: {
  receiver: ReceiverView
  gates: readonly GateOption[]
  changes: ReceiverChanges
}) {
  const [form, setForm] = useState(receiver.form)
  const [url, setUrl] = useState(receiver.name)
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          Settings
        </Text>
        {!receiver.isFlow && (
          <TextField label="Address" value={url} autoComplete="off" spellCheck={false} onChange={setUrl} />
        )}
        <ReceiverFields form={form} gates={gates} onChange={setForm} />
        <InlineStack align="end">
          <Button
            variant="primary"
            loading={changes.isBusy && changes.change === 'save'}
            onClick={() => changes.save({ ...form, ...(receiver.isFlow ? {} : { url }) })}
          >
            Save
          </Button>
        </InlineStack>
      </BlockStack>
    </Card>
  )
}

function SecretCard({
  receiver: { oldUntil },
  changes,
}: {
  receiver: ReceiverView
  changes: ReceiverChanges
}) {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Signing secret
        </Text>
        <Text as="p">
          {oldUntil === null
            ? 'A new secret takes effect at once. The old one signs too for another 24 hours.'
            : `The old secret signs too until ${oldUntil}.`}
        </Text>
        <InlineStack>
          <Button loading={changes.isBusy && changes.change === 'rotate'} onClick={changes.rotate}>
            Make a new secret
          </Button>
        </InlineStack>
      </BlockStack>
    </Card>
  )
}

function DeleteModal({ changes, onClose }: { changes: ReceiverChanges; onClose: () => void }) {
  return (
    <Modal
      open
      onClose={onClose}
      title="Delete this webhook?"
      primaryAction={{
        ...{ content: 'Delete', destructive: true, onAction: changes.remove },
        loading: changes.isBusy && changes.change === 'delete',
      }}
      secondaryActions={[{ content: 'Cancel', onAction: onClose }]}
    >
      <Modal.Section>
        <Text as="p">Its log is deleted too, and nothing is sent to it any more. This cannot be undone.</Text>
      </Modal.Section>
    </Modal>
  )
}
