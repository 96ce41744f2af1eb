/** Version of the records and messages in this folder. Raised when an older peer could misread a newer one. */
export const PROTOCOL_VERSION = 2;

/** The oldest client that this server still understands. */
export const OLDEST_CLIENT = 2;
