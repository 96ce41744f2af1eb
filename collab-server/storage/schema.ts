import type { OrgRole, PersonStatus } from '#protocol/people/records';

/**
 * The tables, the same in both databases. Times are milliseconds since 1970; ids and hashes are text; JSON is text.
 *
 * The database itself refuses a session or code of nobody, a paper version of a blob that isn't counted, an e-mail
 * address used twice and a blob with fewer than no references. Within a unit, put what is referred to first.
 */
export interface Tables {
  /** Head of each event stream: the compare-and-set on `seq` lets only one writer append. */
  stream: { id: string; seq: number; hash: string };
  event: {
    stream: string;
    seq: number;
    at: number;
    actor: string;
    type: string;
    audience: string;
    payload_hash: string;
    prev_hash: string;
    hash: string;
    /** Null once erased. */
    salt: string | null;
    payload: string | null;
  };
  /** A snapshot of a stream's state, so that start and join don't read the whole log. */
  stream_snapshot: { stream: string; seq: number; state: string };
  /** Commands that were answered, so that a retry gets the same answer. `answer` never holds a ballot. */
  command: { stream: string; actor: string; key: string; at: number; answer: string };

  /** Row 1 is the organisation; `sample` is 1 in a folder that was filled with the sample meeting. */
  organisation: { id: number; name: string; sample: number; created_at: number };
  person: {
    id: string;
    name: string;
    title: string;
    unit: string;
    rank: number;
    role: OrgRole;
    email: string;
    status: PersonStatus;
    password_hash: string | null;
  };
  /** `token_hash` is the SHA-256 of the session's token: the file alone lets nobody in. */
  session: {
    token_hash: string;
    person: string;
    created_at: number;
    seen_at: number;
    expires_at: number;
    holder: 'cookie' | 'token';
  };
  /** One-time codes (choose a password, open as a sample person), by SHA-256. */
  one_time_code: { code_hash: string; purpose: 'password' | 'sample'; person: string; expires_at: number };

  /** Projection of the meeting streams for the home page. `participants` is JSON: ids. */
  meeting: {
    id: string;
    title: string;
    status: string;
    starts_at: number;
    ends_at: number;
    place: string;
    mode: string;
    chair: string;
    deputy: string | null;
    participants: string;
    /** JSON: ids of those whose answer is missing in a meeting that is held in writing. */
    missing: string;
    /** JSON: ids of those who are asked in it. */
    asked: string;
    /** JSON: `MinutesStanding`, or null where nothing has become of them yet. */
    minutes: string;
  };
  /** Which version belongs to which meeting and paper, and its bytes. Rights are decided from the meeting's state. */
  paper_version: {
    id: string;
    paper: string;
    meeting: string;
    blob: string;
    file_name: string;
    bytes: number;
    pages: number;
    /** JSON: [width, height, rotation][] in points and degrees, one per page. */
    page_sizes: string;
    at: number;
    /** The office file that it was made from, as it was brought. */
    original_blob: string | null;
    original_name: string | null;
  };
  blob: { hash: string; bytes: number; refs: number };
  upload: {
    id: string;
    meeting: string;
    item: string;
    paper: string;
    person: string;
    file_name: string;
    title: string;
    number: string;
    bytes: number;
    received: number;
    readers: string;
    at: number;
    /** 1: a new version of `paper`, which is there already. */
    revises: number;
  };
  /** The place where a person left a paper, on whatever device. `y` is points from the top of the page. `first_at`: opened. */
  reading_place: { person: string; version: string; page: number; y: number; at: number; first_at: number };
  /** The paper of a meeting's pack in which a person was last, on whatever device. */
  pack_place: { person: string; meeting: string; paper: string; at: number };

  /**
   * Work that takes minutes, about `subject` (an upload or a version), for the person who asked. `starts` counts how
   * often it was begun: what takes the server down with it isn't begun for ever. A job that is done has no row.
   */
  job: {
    kind: string;
    subject: string;
    person: string;
    state: 'open' | 'failed';
    /** Why it failed: a refusal code. */
    code: string | null;
    starts: number;
    at: number;
  };
  /** What was recognised on a scanned page, as JSON. Pages count from 0. */
  page_words: { version: string; page: number; words: string };

  /** What meetings are begun with again. `fields` is JSON. */
  meeting_template: { id: string; person: string; name: string; fields: string; at: number };
  /** What writers of minutes insert by a word. `person` wrote it last. */
  /** At most one row. `outline` is JSON. */
  minutes_outline: { id: number; outline: string; person: string; at: number };
  phrase: { id: string; person: string; word: string; text: string; at: number };
  /** A picture in the text of a meeting's minutes; its blob is referred to once for each. */
  minutes_picture: { meeting: string; hash: string };
  /** A speech that has ended: the `n`th that the event `seq` of its meeting ended. */
  speech: {
    meeting: string;
    seq: number;
    n: number;
    person: string;
    item: string | null;
    kind: string;
    ms: number;
    at: number;
  };
  /**
   * The mail that somebody is to get about a meeting, one at most of a kind: what comes later takes its place. `sequence`: of its
   * calendar entry. `is_change` is 1 where they were to be told of another time or place before. `at`: due since; sent or failed then. Waiting, it is tried again at `next_at`.
   */
  mail: {
    meeting: string;
    person: string;
    kind: 'invitation' | 'reminder' | 'overdue';
    sequence: number;
    is_change: number;
    state: 'waiting' | 'sent' | 'failed';
    code: string | null;
    tries: number;
    next_at: number;
    at: number;
  };

  /** Append-only log of Yjs updates. */
  room_update: { room: string; n: number; at: number; person: string; payload: Uint8Array };
  /** The merged state up to and including update `n`, for joining. The rows of room_update stay. */
  room_snapshot: { room: string; n: number; state: Uint8Array };
  /** To whom a Yjs client id belongs in a room: whoever used it first. */
  room_client: { room: string; client: number; person: string };
  /**
   * Who is called upon in which comment of a shared or a group layer, in step with the room's document. `at`: when the
   * server was told.
   */
  mention: { person: string; version: string; room: string; author: string; comment: string; at: number };

  /** Links to the screens of rooms that haven't been revoked, by the SHA-256 of the token that opens them. */
  display_link: {
    token_hash: string;
    id: string;
    meeting: string;
    made_by: string;
    made_at: number;
    expires_at: number;
  };
  /** What this server makes codes with that only it can make; made at its first start. */
  server_secret: { name: string; value: string };

  /**
   * The ballots of secret votes that are open, or stopped and not counted yet, one a row. `id` is a keyed hash of the seat,
   * `sealed` an encrypted choice, always as long: the key is in a file of its own, and is destroyed once they are counted.
   */
  ballot: { meeting: string; vote: string; id: Uint8Array; sealed: Uint8Array };

  /**
   * The keys (Ed25519) with which people sign minutes. `key` is the public one, in base64url. `sealed` is the private one under a
   * key that is made of the person's password and `salt`; null when a device has it, and once it was replaced (`retired_at`): nobody
   * signs with it again, and what it signed can still be verified.
   */
  signing_key: {
    key: string;
    person: string;
    made_at: number;
    holder: 'server' | 'device';
    retired_at: number | null;
    salt: Uint8Array | null;
    sealed: Uint8Array | null;
  };
}
