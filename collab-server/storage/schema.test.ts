import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { withStorage } from '../testing/temp-storage.ts';
import type { Tables } from './schema.ts';

/** The compiler sees to it that this lists exactly what the schema says. */
const COLUMNS: { readonly [Table in keyof Tables]: Readonly<Record<keyof Tables[Table], true>> } = {
  stream: { id: true, seq: true, hash: true },
  event: {
    stream: true,
    seq: true,
    at: true,
    actor: true,
    type: true,
    audience: true,
    payload_hash: true,
    prev_hash: true,
    hash: true,
    salt: true,
    payload: true,
  },
  stream_snapshot: { stream: true, seq: true, state: true },
  command: { stream: true, actor: true, key: true, at: true, answer: true },
  organisation: { id: true, name: true, sample: true, created_at: true },
  person: {
    id: true,
    name: true,
    title: true,
    unit: true,
    rank: true,
    role: true,
    email: true,
    status: true,
    password_hash: true,
  },
  session: {
    token_hash: true,
    person: true,
    created_at: true,
    seen_at: true,
    expires_at: true,
    holder: true,
  },
  one_time_code: { code_hash: true, purpose: true, person: true, expires_at: true },
  meeting: {
    id: true,
    title: true,
    status: true,
    starts_at: true,
    ends_at: true,
    place: true,
    mode: true,
    chair: true,
    deputy: true,
    participants: true,
    missing: true,
    asked: true,
    minutes: true,
  },
  paper_version: {
    id: true,
    paper: true,
    meeting: true,
    blob: true,
    file_name: true,
    bytes: true,
    pages: true,
    page_sizes: true,
    at: true,
    original_blob: true,
    original_name: true,
  },
  blob: { hash: true, bytes: true, refs: true },
  upload: {
    id: true,
    meeting: true,
    item: true,
    paper: true,
    person: true,
    file_name: true,
    title: true,
    number: true,
    bytes: true,
    received: true,
    readers: true,
    at: true,
    revises: true,
  },
  reading_place: { person: true, version: true, page: true, y: true, at: true, first_at: true },
  pack_place: { person: true, meeting: true, paper: true, at: true },
  job: { kind: true, subject: true, person: true, state: true, code: true, starts: true, at: true },
  page_words: { version: true, page: true, words: true },
  meeting_template: { id: true, person: true, name: true, fields: true, at: true },
  phrase: { id: true, person: true, word: true, text: true, at: true },
  minutes_picture: { meeting: true, hash: true },
  speech: {
    meeting: true,
    seq: true,
    n: true,
    person: true,
    item: true,
    kind: true,
    ms: true,
    at: true,
  },
  mail: {
    meeting: true,
    person: true,
    kind: true,
    sequence: true,
    is_change: true,
    state: true,
    code: true,
    tries: true,
    next_at: true,
    at: true,
  },
  room_update: { room: true, n: true, at: true, person: true, payload: true },
  room_snapshot: { room: true, n: true, state: true },
  room_client: { room: true, client: true, person: true },
  mention: { person: true, version: true, room: true, author: true, comment: true, at: true },
  display_link: {
    token_hash: true,
    id: true,
    meeting: true,
    made_by: true,
    made_at: true,
    expires_at: true,
  },
  server_secret: { name: true, value: true },
  signing_key: {
    key: true,
    person: true,
    made_at: true,
    holder: true,
    retired_at: true,
    salt: true,
    sealed: true,
  },
  ballot: { meeting: true, vote: true, id: true, sealed: true },
};

it('the migrations make the tables and columns that the schema says, no more and no fewer', () =>
  withStorage(async (storage) => {
    const rows = await storage.read(
      sql<{ name: string; columns: string }>`
        select t.name, (select group_concat(name, ' ' order by name) from pragma_table_info(t.name)) as columns
        from sqlite_schema t where t.type = 'table' and t.name not like 'sqlite%'
      `.compile(storage.sql),
    );
    const made = Object.fromEntries(rows.map(({ name, columns }) => [name, columns.split(' ')]));
    const said = Object.entries(COLUMNS).map(([name, columns]) => [name, Object.keys(columns).toSorted()]);
    expect(made).toEqual(Object.fromEntries(said));
  }));
