import { DatabaseSync } from 'node:sqlite';

/** Who cast which ballot, in the order of casting: what an attacker wants to find out, and a test knows. */
export interface CastBallot {
  readonly person: string;
  readonly receipt: string;
  readonly choice: readonly number[];
}

/** An order in which a list stands is suspicious from this rank correlation (Kendall's tau) on: chance doesn't give it. */
const SUSPICIOUS = 0.7;
/** A list with fewer of the ballots says too little. */
const SHARE = 0.5;

/**
 * What in a database leads from people to their ballots: a receipt or a choice beside a person, and lists whose order, by
 * any column or size, follows that of casting, of the roll or of the people's ids. `aliases`: what else stands for a ballot (the id of its
 * row), in hexadecimal, to its receipt.
 */
export function linksIn(
  file: string,
  ballots: readonly CastBallot[],
  roll: readonly string[],
  aliases: ReadonlyMap<string, string> = new Map(),
): string[] {
  const people = new Set(ballots.map(({ person }) => person));
  const receipts = new Set(ballots.map(({ receipt }) => receipt));
  const receiptsOf = (persons: readonly string[]) =>
    persons.flatMap((person) => ballots.find((one) => one.person === person)?.receipt ?? []);
  const orders = [
    ['of casting', ballots.map(({ receipt }) => receipt)],
    ['of ids', receiptsOf(ballots.map(({ person }) => person).toSorted())],
    ['of the roll', receiptsOf(roll)],
  ] as const;
  const found: string[] = [];

  const search = (text: string, all: ReadonlySet<string>): string[] =>
    [...all].filter((one) => text.includes(one));
  const receiptsIn = (value: unknown): string[] => {
    const text = textOf(value);
    const named = [...aliases].filter(([alias]) => text.includes(alias)).map(([, receipt]) => receipt);
    return [...new Set([...search(text, receipts), ...named])];
  };

  /** Lists of one ballot an item, in their order, by each of their fields, and by how long they are. */
  const judgeList = (items: readonly unknown[], where: string): void => {
    const own = items.flatMap((item) => {
      const [receipt, another] = receiptsIn(item);
      return receipt === undefined || another !== undefined ? [] : [{ item, receipt }];
    });
    if (own.length < ballots.length * SHARE) return;
    const fields = new Set(own.flatMap(({ item }) => Object.keys(item ?? {})));
    const keys: [string, (item: unknown, index: number) => number | string][] = [
      ['as they stand', (_, index) => index],
      ['by size', (item) => textOf(item).length],
      ...[...fields].map((field): (typeof keys)[number] => [
        `by ${field}`,
        (item) => textOf((item as Record<string, unknown>)[field]),
      ]),
    ];
    for (const [name, keyOf] of keys) {
      const keyed = own.map(({ item, receipt }, index) => ({ receipt, key: keyOf(item, index) }));
      for (const [order, expected] of orders) {
        const tau = rankCorrelation(keyed, expected);
        if (Math.abs(tau) > SUSPICIOUS) found.push(`${where}: ballots stand ${name} in the order ${order}`);
      }
    }
  };

  const look = (value: unknown, where: string): void => {
    if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return;
    const text = textOf(value);
    const isBeside = search(text, people).length > 0;
    if (isBeside && receiptsIn(value).length === 1) found.push(`${where}: a receipt beside a person`);
    if (isBeside && 'choice' in value && value.choice !== null)
      found.push(`${where}: a choice beside a person`);
    if (Array.isArray(value)) judgeList(value, where);
    for (const [key, child] of Object.entries(value))
      look(child, Array.isArray(value) ? where : `${where}.${key}`);
  };

  const db = new DatabaseSync(file, { readOnly: true });
  try {
    const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all() as {
      name: string;
    }[];
    for (const { name } of tables) {
      const rows = db.prepare(`SELECT * FROM "${name}"`).all().map(parsedRow);
      judgeList(rows, name);
      for (const row of rows) look(row, name);
    }
  } finally {
    db.close();
  }
  return [...new Set(found)];
}

/** Places of the bytes that are a function of the choice: what encryption would have to hide and doesn't. */
export function tellingBytes(
  sealed: readonly { readonly bytes: Uint8Array; readonly choice: string }[],
): number[] {
  const length = Math.max(...sealed.map(({ bytes }) => bytes.length));
  const groups = [...Map.groupBy(sealed, ({ choice }) => choice).values()].filter(
    ({ length: size }) => size > 3,
  );
  return Array.from({ length }, (_, place) => place).filter((place) =>
    groups.some((group) => new Set(group.map(({ bytes }) => bytes[place])).size === 1),
  );
}

function parsedRow(row: Record<string, unknown>): Record<string, unknown> {
  const parsed = (value: unknown): unknown => {
    if (typeof value !== 'string' || !/^[[{]/.test(value)) return value;
    try {
      return JSON.parse(value);
    } catch {
      return value;
    }
  };
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, parsed(value)]));
}

function textOf(value: unknown): string {
  if (value instanceof Uint8Array)
    return Buffer.from(value).toString('hex') + Buffer.from(value).toString('latin1');
  if (typeof value === 'number') return String(value).padStart(20, '0');
  if (typeof value !== 'object' || value === null) return String(value);
  return JSON.stringify(value, (_, inner: unknown) => (inner instanceof Uint8Array ? textOf(inner) : inner));
}

function rankCorrelation(
  keyed: readonly { readonly receipt: string; readonly key: number | string }[],
  expected: readonly string[],
): number {
  let sum = 0;
  let pairs = 0;
  for (const [n, one] of keyed.entries()) {
    for (const other of keyed.slice(n + 1)) {
      pairs++;
      if (one.key === other.key) continue;
      const isBefore = one.key < other.key;
      const isExpected = expected.indexOf(one.receipt) < expected.indexOf(other.receipt);
      sum += isBefore === isExpected ? 1 : -1;
    }
  }
  return pairs === 0 ? 0 : sum / pairs;
}
