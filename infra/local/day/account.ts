/** The account of the scripted day. */
export const ACCOUNT = 'default';
