import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';
import { hashRaw } from '@node-rs/argon2';
import { AppError } from '#protocol/wire/codes';
import type { PersonId } from '#protocol/wire/ids';
import type { Environment } from '../../environment.ts';
import { ConflictError, type Statement, type Storage } from '../../storage/port.ts';
import type { OrganisationLog } from '../people/organisation-log.ts';

/** A public key of somebody's. */
export interface SigningKey {
  readonly person: PersonId;
  /** The 32 bytes in base64url. */
  readonly key: string;
  readonly madeAt: number;
  readonly isCurrent: boolean;
}

/** Everyone's keys: one in the server's keystore that only their password opens, and those that devices of theirs keep. */
export interface SigningKeys {
  /** Newest first; also those that were replaced. */
  of(person: PersonId): Promise<readonly SigningKey[]>;
  /**
   * Signs with the person's key, which is made now if they have none. The password has been checked before: where it doesn't
   * open the key, it is another one than when the key was made, the key is lost, and a new one takes its place.
   */
  sign(
    person: PersonId,
    password: string,
    bytes: Uint8Array<ArrayBuffer>,
  ): Promise<{ readonly key: string; readonly signature: string }>;
  /** Takes the public key of a device of theirs. Again is no fault; `conflict` for somebody else's, `tooMany` for one too many. */
  register(person: PersonId, key: string): Promise<void>;
}

/** Devices of one person whose keys are known. */
const MOST_KEYS = 50;

/** Memory in KiB, passes, lanes, bytes: as passwords are hashed, with a salt of the key's own. */
const ARGON2 = { memoryCost: 32_768, timeCost: 3, parallelism: 1, outputLen: 32 } as const;
/** DER around the 32 bytes of an Ed25519 key (RFC 8410): a private, a public one. */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');
const CIPHER = 'aes-256-gcm';
const [IV, TAG] = [12, 16];

interface Opened {
  readonly key: string;
  readonly privateKey: KeyObject;
}

export function createSigningKeys(storage: Storage, env: Environment, log: OrganisationLog): SigningKeys {
  const { sql } = storage;
  const current = async (person: PersonId) => {
    const rows = await storage.read(
      sql
        .selectFrom('signing_key')
        .select(['key', 'salt', 'sealed'])
        .where('person', '=', person)
        .where('sealed', 'is not', null)
        .compile(),
    );
    return rows[0];
  };
  const made = async (person: PersonId, password: string, replaces: string | undefined): Promise<Opened> => {
    const secret = env.randomBytes(32);
    const privateKey = privateKeyOf(secret);
    const key = publicBytes(privateKey).toString('base64url');
    const salt = env.randomBytes(16);
    const sealed = seal(await sealingKey(password, salt), env.randomBytes(IV), secret, person + key);
    const statements: Statement[] = [];
    if (replaces !== undefined)
      statements.push({
        query: sql
          .updateTable('signing_key')
          .set({ salt: null, sealed: null, retired_at: env.now() })
          .where('key', '=', replaces)
          .where('sealed', 'is not', null)
          .compile(),
        changes: 1,
      });
    statements.push({
      query: sql
        .insertInto('signing_key')
        .values({ key, person, made_at: env.now(), holder: 'server', salt, sealed })
        .compile(),
    });
    await log.append(person, 'person.signingKeyMade', { person, key, replaces }, statements);
    return { key, privateKey };
  };
  const opened = async (person: PersonId, password: string): Promise<Opened> => {
    const row = await current(person);
    if (row?.salt == null || row.sealed === null) return made(person, password, undefined);
    const secret = open(await sealingKey(password, row.salt), row.sealed, person + row.key);
    if (secret === undefined) return made(person, password, row.key);
    return { key: row.key, privateKey: privateKeyOf(secret) };
  };
  const registered = async (person: PersonId, key: string) => {
    const rows = await storage.read(
      sql
        .selectFrom('signing_key')
        .select(['key', 'person'])
        .where((where) => where.or([where('key', '=', key), where('person', '=', person)]))
        .compile(),
    );
    const known = rows.find((row) => row.key === key);
    if (known !== undefined && known.person !== person) throw new AppError('conflict');
    if (known === undefined && rows.length >= MOST_KEYS) throw new AppError('tooMany');
    return known !== undefined;
  };
  return {
    async register(person, key) {
      if (await registered(person, key)) return;
      const query = sql
        .insertInto('signing_key')
        .values({ key, person, made_at: env.now(), holder: 'device', salt: null, sealed: null })
        .compile();
      await log
        .append(person, 'person.signingKeyMade', { person, key, holder: 'device' }, [{ query }])
        .catch(async (error: unknown) => {
          // The same, at the same time.
          if (!(error instanceof ConflictError) || !(await registered(person, key))) throw error;
        });
    },
    async of(person) {
      const rows = await storage.read(
        sql
          .selectFrom('signing_key')
          .select(['key', 'made_at', 'retired_at'])
          .where('person', '=', person)
          .orderBy('made_at', 'desc')
          .compile(),
      );
      return rows.map(({ key, made_at: madeAt, retired_at: retiredAt }) => ({
        person,
        key,
        madeAt,
        isCurrent: retiredAt === null,
      }));
    },
    async sign(person, password, bytes) {
      const { key, privateKey } = await opened(person, password).catch((error: unknown) => {
        // Somebody of theirs was faster; now there is one.
        if (error instanceof ConflictError) return opened(person, password);
        throw error;
      });
      return { key, signature: sign(null, bytes, privateKey).toString('base64url') };
    },
  };
}

/** Whether a signature in base64url is that of a public key under these bytes. */
export function isSignedBy(bytes: Uint8Array, signature: string, key: string): boolean {
  const der = Buffer.concat([SPKI, Buffer.from(key, 'base64url')]);
  const publicKey = createPublicKey({ key: der, format: 'der', type: 'spki' });
  return verify(null, bytes, publicKey, Buffer.from(signature, 'base64url'));
}

function privateKeyOf(secret: Uint8Array): KeyObject {
  return createPrivateKey({ key: Buffer.concat([PKCS8, secret]), format: 'der', type: 'pkcs8' });
}

function publicBytes(privateKey: KeyObject): Buffer {
  return createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(SPKI.length);
}

function sealingKey(password: string, salt: Uint8Array): Promise<Buffer> {
  return hashRaw(password.normalize('NFC'), { ...ARGON2, salt });
}

/** `whose` is bound in: the sealed key of one person opens in no other's row. */
function seal(key: Uint8Array, iv: Uint8Array, secret: Uint8Array, whose: string): Buffer {
  const cipher = createCipheriv(CIPHER, key, iv).setAAD(Buffer.from(whose));
  return Buffer.concat([iv, cipher.update(secret), cipher.final(), cipher.getAuthTag()]);
}

function open(key: Uint8Array, sealed: Uint8Array, whose: string): Buffer | undefined {
  const cipher = createDecipheriv(CIPHER, key, sealed.subarray(0, IV));
  cipher.setAAD(Buffer.from(whose)).setAuthTag(sealed.subarray(-TAG));
  const secret = cipher.update(sealed.subarray(IV, -TAG));
  try {
    return Buffer.concat([secret, cipher.final()]);
  } catch {
    return undefined;
  }
}
