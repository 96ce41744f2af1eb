import type { Person } from '#protocol/people/records';
import { AppError } from '#protocol/wire/codes';
import type { PersonId } from '#protocol/wire/ids';
import type { Environment } from '../../environment.ts';
import type { Directory } from './directory.ts';
import { checkPassword } from './secrets.ts';

/** Failures per account and address before its door is shut for a while. */
const MAX_FAILURES = 10;
const WINDOW = 15 * 60_000;
/** Password checks at a time: each takes 32 MiB and a core. */
const MAX_CHECKS = 4;
const MAX_WAITING = 200;
const MAX_REMEMBERED = 50_000;
/** In the place of an address: guesses of whoever has a session count together, and shut nobody's way in. */
const AGAIN = 'again';

/** The door: password checks that tell nothing about which accounts exist and can't be tried without end. */
export interface SignInGate {
  /** Throws `wrongPassword`, `suspended`, `slowDown` or `busy`. */
  signIn(email: string, password: string, address: string): Promise<Person>;
  /**
   * Whoever is signed in gives their password again; one after the other, so that many right ones at once are no guesses.
   * Throws as {@link signIn} does.
   */
  confirm(person: PersonId, password: string): Promise<void>;
  /** Forgets an account's failures: its password is new. */
  forgive(email: string): void;
}

export function createSignInGate(directory: Directory, env: Environment): SignInGate {
  const failures = new Map<string, { count: number; since: number }>();
  let checking = 0;
  const waiting: (() => void)[] = [];

  const attemptsOf = (key: string) => {
    const known = failures.get(key);
    if (known !== undefined && env.now() - known.since < WINDOW) return known;
    const fresh = { count: 0, since: env.now() };
    failures.delete(key);
    failures.set(key, fresh);
    const oldest = failures.keys().next().value;
    if (failures.size > MAX_REMEMBERED && oldest !== undefined) failures.delete(oldest);
    return fresh;
  };
  const slot = async () => {
    if (checking < MAX_CHECKS) checking++;
    else {
      if (waiting.length >= MAX_WAITING) throw new AppError('busy');
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
  };
  const release = () => {
    const next = waiting.shift();
    if (next === undefined) checking--;
    else next();
  };

  const confirming = new Map<PersonId, Promise<void>>();

  const signIn = async (email: string, password: string, address: string): Promise<Person> => {
    // By account and address: a stranger elsewhere can't lock an official out on the morning of a meeting.
    const key = `${email} ${address}`;
    // Counted before the check: a hundred guesses sent at once are a hundred guesses.
    const attempts = attemptsOf(key);
    if (attempts.count >= MAX_FAILURES) throw new AppError('slowDown');
    attempts.count++;
    try {
      await slot();
    } catch (error) {
      attempts.count--;
      throw error;
    }
    try {
      const person = directory.byEmail(email);
      const hash = person === undefined ? null : await directory.passwordHash(person.id);
      const right = await checkPassword(hash, password);
      if (!right || person === undefined) throw new AppError('wrongPassword');
      if (person.status === 'suspended') throw new AppError('suspended');
      failures.delete(key);
      return person;
    } finally {
      release();
    }
  };

  return {
    signIn,
    confirm(person, password) {
      const check = async () => {
        const email = directory.get(person)?.email;
        if (email === undefined) throw new AppError('wrongPassword');
        await signIn(email, password, AGAIN);
      };
      const before = confirming.get(person) ?? Promise.resolve();
      const checked = before.then(check, check);
      confirming.set(person, checked);
      const done = () => confirming.get(person) === checked && confirming.delete(person);
      void checked.catch(() => undefined).finally(done);
      return checked;
    },
    forgive(email) {
      for (const key of failures.keys()) if (key.startsWith(`${email} `)) failures.delete(key);
    },
  };
}
