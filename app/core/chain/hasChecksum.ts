/** Whether an EVM address has an EIP-55 checksum. Only mixed case has one: many tools write addresses in one case. */
export function hasChecksum(text: string): boolean {
  const digits = text.slice(2)
  return digits !== digits.toLowerCase() && digits !== digits.toUpperCase()
}
