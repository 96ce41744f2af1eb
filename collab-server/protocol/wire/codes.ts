/**
 * Why something was refused. A refusal is a value, not an exception: the person is told in their language what to do
 * (the renderer's `codes` table), and one table below says what the code is on HTTP and on a WebSocket.
 */
export const CODES = {
  badRequest: { http: 400, close: 4400 },
  tooOld: { http: 426, close: 4426 },
  signInNeeded: { http: 401, close: 4401 },
  wrongPassword: { http: 401, close: 4401 },
  ticketExpired: { http: 401, close: 4401 },
  linkExpired: { http: 410, close: 4403 },
  suspended: { http: 403, close: 4403 },
  notAllowed: { http: 403, close: 4403 },
  notFound: { http: 404, close: 4404 },
  conflict: { http: 409, close: 4409 },
  alreadySetUp: { http: 409, close: 4409 },
  sampleFolder: { http: 409, close: 4409 },
  emailTaken: { http: 409, close: 4409 },
  weakPassword: { http: 422, close: 4400 },
  lastAdmin: { http: 409, close: 4409 },
  meetingEnded: { http: 409, close: 4403 },
  meetingNotOpen: { http: 409, close: 4403 },
  meetingArchived: { http: 409, close: 4403 },
  notApproved: { http: 409, close: 4409 },
  notSent: { http: 409, close: 4409 },
  chairNeeded: { http: 409, close: 4409 },
  chairPresent: { http: 409, close: 4409 },
  substituteHasSeat: { http: 409, close: 4409 },
  substituteOfSubstitute: { http: 409, close: 4409 },
  hasSubstitute: { http: 409, close: 4409 },
  itemNotCurrent: { http: 409, close: 4409 },
  listClosed: { http: 409, close: 4409 },
  fairOrder: { http: 409, close: 4409 },
  personAbsent: { http: 409, close: 4409 },
  hasFloor: { http: 409, close: 4409 },
  nobodySpeaks: { http: 409, close: 4409 },
  voteBegun: { http: 409, close: 4409 },
  voteOpen: { http: 409, close: 4409 },
  voteClosed: { http: 409, close: 4409 },
  votersCantRead: { http: 409, close: 4409 },
  votedOn: { http: 409, close: 4409 },
  nobodyEntitled: { http: 409, close: 4409 },
  notEntitled: { http: 403, close: 4403 },
  alreadyVoted: { http: 409, close: 4409 },
  receiptTaken: { http: 409, close: 4409 },
  ballotKeyLost: { http: 409, close: 4409 },
  noQuorum: { http: 409, close: 4409 },
  countsDontAddUp: { http: 422, close: 4422 },
  proxyOfProxy: { http: 409, close: 4409 },
  tooManyProxies: { http: 409, close: 4409 },
  heldInWriting: { http: 409, close: 4409 },
  nothingToAsk: { http: 409, close: 4409 },
  deadlinePassed: { http: 409, close: 4409 },
  nobodyMissing: { http: 409, close: 4409 },
  remindedJustNow: { http: 409, close: 4409 },
  meetingRunning: { http: 409, close: 4409 },
  minutesApproved: { http: 409, close: 4403 },
  minutesNotApproved: { http: 409, close: 4409 },
  minutesIssued: { http: 409, close: 4409 },
  notYourTurn: { http: 409, close: 4409 },
  alreadySigned: { http: 409, close: 4409 },
  noPassword: { http: 409, close: 4409 },
  badSignature: { http: 422, close: 4400 },
  notSigned: { http: 409, close: 4409 },
  inLobby: { http: 409, close: 4403 },
  checkInCode: { http: 422, close: 4400 },
  alreadyOpen: { http: 409, close: 4409 },
  alreadyThere: { http: 409, close: 4409 },
  layerLocked: { http: 403, close: 4403 },
  foreignLayer: { http: 403, close: 4403 },
  foreignClient: { http: 403, close: 4403 },
  secrecy: { http: 422, close: 4400 },
  tooLarge: { http: 413, close: 4413 },
  tooMany: { http: 422, close: 4422 },
  notPdf: { http: 422, close: 4400 },
  officeFile: { http: 422, close: 4400 },
  protectedOffice: { http: 422, close: 4400 },
  damagedOffice: { http: 422, close: 4400 },
  ocrUnavailable: { http: 422, close: 4400 },
  emptyFile: { http: 422, close: 4400 },
  damagedPdf: { http: 422, close: 4400 },
  protectedPdf: { http: 422, close: 4400 },
  differentFile: { http: 409, close: 4409 },
  diskFull: { http: 507, close: 4507 },
  slowDown: { http: 429, close: 4529 },
  busy: { http: 503, close: 4503 },
  broken: { http: 500, close: 4500 },
} as const satisfies Record<string, { http: number; close: number }>;

export type RefusalCode = keyof typeof CODES;

export const REFUSAL_CODES = Object.keys(CODES) as [RefusalCode, ...RefusalCode[]];

export interface Refusal {
  readonly ok: false;
  readonly code: RefusalCode;
}

export function refuse(code: RefusalCode): Refusal {
  return { ok: false, code };
}

/** A refusal on its way through code that has no other way out than throwing. `cause` is for the log only. */
export class AppError extends Error {
  readonly code: RefusalCode;
  constructor(code: RefusalCode, options?: { cause?: unknown }) {
    super(code, options);
    this.name = 'AppError';
    this.code = code;
  }
}
