import { createHash, randomUUID, timingSafeEqual } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import type { Environment } from '../../environment.ts';

/** Memory in KiB, passes, lanes: OWASP's recommendation for argon2id with a margin. */
const ARGON2 = { memoryCost: 32_768, timeCost: 3, parallelism: 1 } as const;

/** A fresh secret of 256 bits for a session or a one-time link, as text for a URL. */
export function newSecret(env: Environment): string {
  return Buffer.from(env.randomBytes(32)).toString('base64url');
}

/** What is kept of a secret: its SHA-256. The secret itself has 256 bits, so no slow hash is needed. */
export function secretHash(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

export function sameSecret(a: string, b: string): boolean {
  return timingSafeEqual(Buffer.from(secretHash(a)), Buffer.from(secretHash(b)));
}

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFC'), ARGON2);
}

/** A hash of a password that nobody has: checked when there is no account, so that both answers take as long. */
let nobody: Promise<string> | undefined;

export async function checkPassword(passwordHash: string | null, password: string): Promise<boolean> {
  nobody ??= hashPassword(randomUUID());
  const right = await verify(passwordHash ?? (await nobody), password.normalize('NFC'));
  return right && passwordHash !== null;
}
