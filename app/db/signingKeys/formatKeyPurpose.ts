/** Name what a signing key's private half is sealed for. */
export function formatKeyPurpose({ kid }: { kid: string }): string {
  return `signing-key.${kid}`
}
