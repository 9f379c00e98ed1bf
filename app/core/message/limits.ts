/** Receivers of a shop. */
export const MAX_RECEIVERS = 10
/** Gates that one receiver may choose. */
export const MAX_RECEIVER_GATES = 100
/** Days for which a message stays in the log. */
export const KEPT_MESSAGE_DAYS = 30
/** Bytes of a message's body. An order of a thousand charged tokens has half as many. */
export const MAX_MESSAGE_BYTES = 262_144
/** Seconds for which the secret before a new one signs too. */
export const OLD_SECRET_SECONDS = 86_400
