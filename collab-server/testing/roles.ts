/** Roles that an invitation gives, written out: a test must not learn them from what it tests. */
export const INVITED = ['secretary', 'delegate', 'guest', 'staff'] as const;
